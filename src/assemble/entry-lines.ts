import { emptyEntry, type MutableEntry } from '../model/entry.js';
import { identityOf } from '../model/identity.js';
import { isIcmp } from '../model/protocol.js';
import { FIRST } from '../model/priority.js';
import type { EntryLine } from '../model/trace-line.js';
import type { Course } from './course.js';
import { EntryNumbers } from './entry-numbers.js';
import type { AssemblerLinks } from './links.js';
import { NetnsNames } from './netns-names.js';
import { stamp } from './stamp.js';

/** Types of ICMP and ICMPv6 whose sender is the one that asked. */
const ECHO_REQUESTS = [8, 128];

/** Entries of format 2: each is one line, so nothing is put together, and what is missing is known by number. */
export class EntryLines {
  private readonly links: AssemblerLinks;
  private readonly course: Course;
  private readonly numbers = new EntryNumbers();
  private readonly names: NetnsNames;
  private readonly entry = emptyEntry();
  /** What the module said last. */
  private printed = 0;
  private leftOut = 0;

  constructor(links: AssemblerLinks, course: Course) {
    this.links = links;
    this.course = course;
    this.names = new NetnsNames(links.texts);
  }

  take(line: EntryLine): void {
    const [cpu, seq, hook, isBelow, priority, address, inode, cookie, initnet, dev, inDev, outDev, skb] =
      line;
    this.course.notice(line[25], line[26], line[27]);
    const { ledger, position, onEntry } = this.links;
    this.count(cpu, seq);
    const { netns, isNew } = this.names.of(address, cookie);
    if (isNew) this.links.onInode(netns, inode);
    const { entry } = this;
    stamp(entry, position, this.course.time);
    entry.hook = hook;
    entry.netns = netns;
    entry.initnet = initnet;
    entry.dev = dev;
    entry.in = inDev;
    entry.out = outDev;
    entry.skb = skb;
    fillTransport(entry, line);
    ledger.entries.total++;
    ledger.oneLine++;
    if ((isBelow === 1 ? -priority : priority) !== FIRST) ledger.late++;
    onEntry(entry);
  }

  /** The module says what it has printed and left out since it was loaded, over all CPUs. */
  totals(printed: number, leftOut: number): void {
    this.links.ledger.module++;
    if (leftOut > this.leftOut) this.links.onLoss('left-out', leftOut - this.leftOut);
    this.leftOut = leftOut;
    // CPUs may have lines under way while one tells the totals, so only at the end do these say what is missing.
    this.printed = printed;
  }

  /** The module is loaded, or is gone: then what it said to have printed last is all that there was. */
  moduleMark(isLoaded: boolean): void {
    this.links.ledger.module++;
    const missing = this.printed - this.numbers.printed;
    if (!isLoaded && this.numbers.printed > 0 && missing > 0) this.links.onLoss('entries', missing);
    this.forgetNumbers();
    if (!isLoaded) return;
    this.numbers.loaded();
    this.links.onModuleLoaded();
  }

  /** Another boot begins. */
  forget(): void {
    this.names.forget();
    this.forgetNumbers();
  }

  private forgetNumbers(): void {
    this.numbers.forget();
    this.printed = this.leftOut = 0;
  }

  private count(cpu: number, seq: number): void {
    const { missing, before, isAgain } = this.numbers.take(cpu, seq);
    if (isAgain) this.links.onLoss('entries', null);
    if (missing > 0) this.links.onLoss(before ? 'start' : 'entries', missing);
  }
}

function fillTransport(entry: MutableEntry, line: EntryLine): void {
  const protocol = line[16];
  const [, , , , , , , , , , , , , ipId, fragment, length, , src, sport, dst, dport, seqno, ack, type, echo] =
    line;
  const asks = ECHO_REQUESTS.includes(type);
  entry.protocol = protocol;
  entry.src = src;
  entry.sport = isIcmp(protocol) && asks ? echo : sport;
  entry.dst = dst;
  entry.dport = isIcmp(protocol) && !asks ? echo : dport;
  entry.identity = identityOf(ipId, protocol, seqno, ack, length);
  entry.fragment = fragment > 0;
}
