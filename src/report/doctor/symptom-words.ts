import type { LinePlace, Symptom, SymptomKind } from '../../model/symptom.js';
import { shown } from '../../model/shown.js';
import { counted, grouped } from '../line.js';
import type { LogNames } from '../names.js';
import { capturedWords } from './captured-words.js';
import { NO_RECORDS } from './no-records-words.js';

/** A symptom in words: what is the matter, what it means, and what to do. */
export interface SymptomWords {
  readonly title: string;
  readonly meaning: string;
  readonly fix: string;
}

export function symptomWords(symptom: Symptom, names: LogNames): SymptomWords {
  const say = WORDS[symptom.kind] as Say<Symptom>;
  return say(symptom, names);
}

type Say<Of extends Symptom> = (symptom: Of, names: LogNames) => SymptomWords;

const EVERY_NAMESPACE =
  'Register the module in every namespace (pernet operations; since Linux 4.13 a hook belongs to one namespace), and capture again.';
const MORE_ROOM =
  'Capture again with a larger log buffer (log_buf_len=16M), or follow the log while it is written (dmesg -w > trace.log).';

const WORDS: { readonly [Kind in SymptomKind]: Say<Extract<Symptom, { readonly kind: Kind }>> } = {
  'no-records': ({ lines, because }) => ({
    title: 'no record of the module',
    ...NO_RECORDS[because](counted(lines, 'line')),
  }),
  'hidden-pointers': () => ({
    title: 'pointers are hidden',
    meaning:
      'The kernel prints (ptrval) in place of each pointer as long as it has no key to hash them with, early in a boot: neither namespaces nor packets can be told apart.',
    fix: 'Load the module later in the boot, or once the kernel has logged "crng init done".',
  }),
  'nothing-through': ({ packets }) => ({
    title: 'no packet got through',
    meaning: `Not one of ${counted(packets, 'packet')} was delivered, or left for where nothing is traced, so no rule is tested.`,
    fix: 'Capture traffic that is let through.',
  }),
  'lost-lines': ({ marks, first }, names) => ({
    title: 'lines of the log are lost',
    meaning: `The log says so itself: ${counted(marks, 'mark')}, the first in ${placeText(first, names)}. Packets may have gone unseen.`,
    fix: MORE_ROOM,
  }),
  'only-init': (symptom, names) => ({
    title: 'only init was seen',
    meaning: `${bootsText(symptom, names)}Whether packets reach what is in containers, and what is bridged past the host, such a log cannot show: there is no other namespace, or the module is registered in init_net alone.`,
    fix: EVERY_NAMESPACE,
  }),
  'incomplete-records': ({ records, lines }) => ({
    title: 'records are incomplete',
    meaning: `${counted(records, 'record')} with ${counted(lines, 'line')} lack others: the log begins or ends in the middle of them, or lines are lost. Rules that depend on their packets are inconclusive.`,
    fix: `One or two at the beginning or end are normal. For more: ${MORE_ROOM}`,
  }),
  'unread-lines': ({ malformed, tooLong }) => ({
    title: 'lines of the module were not understood',
    meaning: `${counted(malformed, 'line')} with its tag, or of a header, in no known form, and ${counted(tooLong, 'line')} too long: what they said is missing.`,
    fix: 'nfpath analyze shows the first of them and what was expected. Do not let an editor or a terminal wrap or cut lines.',
  }),
  'ambiguous-packets': ({ packets, of }) => ({
    title: 'packets are ambiguous',
    meaning: `${grouped(packets)} of ${counted(of, 'packet')} could also be put together in another way, or lack an entry. Rules that depend on them are inconclusive.`,
    fix: 'Capture less traffic at a time, on fewer CPUs, or with CONFIG_PRINTK_CALLER.',
  }),
  'late-trace': ({ entries }) => ({
    title: 'traced at another priority',
    meaning: `${counted(entries, 'entry was', 'entries were')} traced at another priority than NF_IP_PRI_FIRST, so they show what earlier rules left over. Every rule is inconclusive.`,
    fix: 'Load nftrace without the parameter priority, and capture again.',
  }),
  'cut-beginning': ({ packets }) => ({
    title: 'the log begins in the middle of packets',
    meaning: `${counted(packets, 'packet')} had begun before the log: the ring buffer has overwritten what came first.`,
    fix: MORE_ROOM,
  }),
  'one-direction': ({ flows, of }) => ({
    title: 'flows have one direction only',
    meaning: `${grouped(flows)} of ${counted(of, 'flow')}: either no original packet or no reply is in the log.`,
    fix: 'Capture whole connections; look whether replies are dropped, or go another way.',
  }),
  'clients-unknown': ({ flows, of }) => ({
    title: 'clients are not known',
    meaning: `${grouped(flows)} of ${counted(of, 'flow')}: no original packet is in the log, so nothing shows where the client is (external, host, container).`,
    fix: 'Begin the capture before the connections.',
  }),
  'several-boots': ({ boots, inputs, first }, names) => ({
    title: 'a log has several boots',
    meaning: `${counted(inputs, 'log')} with ${counted(boots, 'boot')}: another one begins, first before ${placeText(first, names)}, by a reboot or where logs were joined: time starts anew, INITNET changes, or the log says so. Pointers of one boot mean nothing in another.`,
    fix: 'Nothing, if it is so. Else give each log as a file of its own.',
  }),
  'several-hosts': ({ hosts, first }, names) => ({
    title: 'logs of several hosts are mixed',
    meaning: `INITNET, which is the same all through a boot, has ${grouped(hosts)} values that take turns: one of them comes back in ${placeText(first, names)}. Each turn counts as another boot, so packets are cut in pieces.`,
    fix: 'Give the log of each host as a file of its own.',
  }),
  'clock-steps': ({ steps, first }, names) => ({
    title: 'the clock was set back',
    meaning: `Time runs back by more than 0.1 s, ${steps === 1 ? 'once' : `${grouped(steps)} times`}, first in ${placeText(first, names)}: logs of several hosts are mixed, or lines were sorted.`,
    fix: 'Give each log as it was written, in a file of its own.',
  }),
  'no-kernel-time': () => ({
    title: 'lines have no kernel time',
    meaning:
      'What else is judged by time (reboots, pauses, packets that share an skb address) is judged by the order of the lines alone.',
    fix: 'Capture with plain dmesg, or journalctl -k -o short-monotonic.',
  }),
  'no-init': (symptom, names) => ({
    title: 'init was not seen',
    meaning: `${bootsText(symptom, names)}No packet crossed a hook of the host. Packets may all have been bridged or delivered past it, or the module is not registered in init.`,
    fix: 'If the host routes or filters these packets, look whether the module is registered in init_net.',
  }),
  'cut-end': ({ packets }) => ({
    title: 'the log ends in the middle of packets',
    meaning: `${counted(packets, 'packet')} may still have been on their way: no rule is blamed for them.`,
    fix: 'Unload the module a second after the last connection.',
  }),
  'torn-records': ({ records, of }) => ({
    title: 'records are interleaved',
    meaning: `Several CPUs printed at once: the lines of ${grouped(records)} of ${counted(of, 'record')} do not follow each other, and were put together by what fits.`,
    fix: 'Nothing: what could not be told for certain is marked ambiguous.',
  }),
  'hashed-pointers': () => ({
    title: 'pointers are hashed',
    meaning:
      'As on every kernel since 4.15: namespaces and skbs are told apart by 32 bits, the same within one boot only. Two may, very rarely, share a hash.',
    fix: 'Nothing; no_hash_pointers on the command line of a test kernel prints real ones.',
  }),
  ports: ({ ports, more }) => ({
    title: 'the module prints chosen ports alone',
    meaning: `Servers in this log have ${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}. Of others it shows nothing.`,
    fix: 'Trace the ports of all services that you want to check.',
  }),
  captured: capturedWords,
};

/** `In 1 of 2 boots (the first begins in line 7 of a.log). `, nothing where it is so in all. */
function bootsText(
  { boots, of, first }: { boots: number; of: number; first: LinePlace },
  names: LogNames,
): string {
  return boots === of
    ? ''
    : `In ${grouped(boots)} of ${counted(of, 'boot')} (the first begins in ${placeText(first, names)}). `;
}

/** `line 7`, `line 7 of a.log` */
function placeText({ file, line }: LinePlace, { inputs }: LogNames): string {
  return inputs.length > 1 ? `line ${line} of ${shown(inputs[file] ?? '-')}` : `line ${line}`;
}
