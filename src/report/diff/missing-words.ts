import type {
  ComparedTraffic,
  Missing,
  PacketCount,
  ScenarioName,
  Undecided,
} from '../../model/difference.js';
import type { PathPlace } from '../../model/path-set.js';
import { counted } from '../line.js';
import { placeText } from './change-words.js';

/** `container client → 10.10.10.2:8081 ⇒ 172.17.0.2:8080` */
export function scenarioText({ server, published, from }: ScenarioName): string {
  const ends = published === null ? server : `${published} ⇒ ${server}`;
  return `${from ?? 'unknown'} client → ${ends}`;
}

const OTHER = { old: 'new', new: 'old' } as const;
const ENDS = { client: 'the client', server: 'the server' } as const;

/** What only one side shows, as a sentence. */
export function missingText(missing: Missing): string {
  const { only } = missing;
  const other = OTHER[only];
  switch (missing.kind) {
    case 'traffic':
      return `Only ${only} has ${trafficText(missing, missing.packets)}: ${other} shows no such traffic.`;
    case 'clients':
      return `Only ${only} has ${trafficText(missing, missing.packets)} of ${missing.clients.join(', ')}, on a path of their own: ${other} shows none of these clients.`;
    case 'namespaces':
      return `Only ${only} traces the namespace of ${ENDS[missing.end]}, so ${missing.entries.map(placeText).join(', ')} cannot be compared (${missing.direction}).`;
  }
}

/** `4 reply packets` */
function trafficText({ direction }: ComparedTraffic, packets: PacketCount): string {
  return packets === null ? `${direction} packets` : counted(packets, `${direction} packet`);
}

/** Why it can't be told whether something differs, as a sentence. */
export function undecidedText(undecided: Undecided): string {
  const { side } = undecided;
  if (undecided.kind === 'path') {
    const what = trafficText(undecided, undecided.packets);
    return `In ${side}, ${what}${placeOf(undecided.place)} ${PATH_DOUBTS[undecided.doubt][undecided.packets === 1 ? 0 : 1]}.`;
  }
  const { doubt } = undecided;
  switch (doubt.kind) {
    case 'empty':
      return `In ${side} there is not one packet.`;
    case 'lost':
      return `In ${side}, ${counted(doubt.count, 'line')} or more got lost, as the log itself says.`;
    case 'unnamed':
      return `In ${side}, of ${counted(doubt.count, 'record')} the packet line is missing, so nobody can tell whose they are.`;
    case 'late':
      return `In ${side}, ${counted(doubt.count, 'entry was', 'entries were')} traced at another priority than NF_IP_PRI_FIRST.`;
    case 'unlisted':
      return `In ${side}, ${counted(doubt.count, 'packet')} took still more paths than are compared.`;
    case 'hidden-pointers':
      return `In ${side} the kernel hid the pointers of namespaces, so all look alike.`;
    case 'left-out':
      return `The snapshot ${side} leaves out what could not be told of its captures (see "left-out" in it).`;
    case 'timeless':
      return `In ${side} there are no times to compare.`;
    case 'interrupted':
      return `The reading of ${side} was interrupted before its end.`;
  }
}

/** Of one packet, and of several. */
const PATH_DOUBTS: Readonly<
  Record<Extract<Undecided, { kind: 'path' }>['doubt'], readonly [string, string]>
> = {
  ambiguous: ['can be put together in another way, too', 'can be put together in another way, too'],
  incomplete: ['lacks an entry that is not in the log', 'lack an entry that is not in the log'],
  open: ['was still on its way when the log ended', 'were still on their way when the log ended'],
  lost: [
    'may lack entries, as the log has lost lines or records',
    'may lack entries, as the log has lost lines or records',
  ],
};

function placeOf(place: PathPlace | null): string {
  return place === null ? '' : ` (the first: lines ${place.first} to ${place.last})`;
}
