/** One firing of a hook, as a line of format 2 tells it. Words are as printed; `-` is `null`. */
export interface Entry {
  readonly cpu: number;
  /** The number of the entry on its CPU, from 1. */
  readonly seq: number;
  readonly family: 'ipv4' | 'ipv6';
  readonly hook: string;
  readonly netns: string;
  /** NAME/IFINDEX */
  readonly dev: string | null;
  readonly in: string | null;
  readonly out: string | null;
  /** The bridge's port that it came in by. */
  readonly physin: string | null;
  readonly skb: string;
  /** Offset in bytes, with a `+` behind it where more follow. */
  readonly frag: string | null;
  readonly protocol: string;
  readonly src: string;
  readonly dst: string;
  /** What no hook changes of the IP header: family, protocol, and IPv4's id. */
  readonly ipHeader: string;
  /** What no hook changes of the next header: flags, sequence numbers, type ... `null` in a fragment that does not have it. */
  readonly nextHeader: string | null;
}

const LINE = /\[nftrace\]: v2 (.*);$/;
const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6'];
const NEXT_HEADER = ['flags', 'seqno', 'ack', 'type', 'code'];

/** The entry of a line, or none where it is no line of format 2. Throws where one cannot be read: nothing may be left out. */
export function readEntry(line: string): Entry | undefined {
  const words = LINE.exec(line)?.[1]?.split(' ');
  if (words === undefined) return undefined;
  const fields = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    // The first tuple is the packet's, and what follows "ct=" is conntrack's.
    if (equals > 0 && !fields.has(word.slice(0, equals)))
      fields.set(word.slice(0, equals), word.slice(equals + 1));
  }
  const field = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) throw new Error(`no ${name} in ${line}`);
    return value;
  };
  const orNull = (name: string): string | null => (field(name) === '-' ? null : field(name));
  const protocolAt = words.findIndex((word) => PROTOCOLS.includes(word));
  const [src, dst] = words[protocolAt + 1]?.split('->') ?? [];
  const [family, hook] = words.slice(2);
  if (protocolAt < 0 || dst === undefined || (family !== 'ipv4' && family !== 'ipv6'))
    throw new Error(`not a line of format 2: ${line}`);
  return {
    cpu: Number(field('cpu')),
    seq: Number(field('seq')),
    family,
    hook: hook!,
    netns: field('netns'),
    dev: orNull('dev'),
    in: orNull('in'),
    out: orNull('out'),
    physin: orNull('physin'),
    skb: field('skb'),
    frag: orNull('frag'),
    protocol: words[protocolAt]!,
    src: src!,
    dst,
    ipHeader: `${family} ${words[protocolAt]} ${field('id')}`,
    nextHeader: isLaterFragment(field('frag'))
      ? null
      : NEXT_HEADER.flatMap((name) => fields.get(name) ?? []).join(' '),
  };
}

function isLaterFragment(frag: string): boolean {
  return frag !== '-' && !frag.startsWith('0');
}
