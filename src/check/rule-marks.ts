import { endpointKey, type Flow } from '../model/flow.js';
import type { Packet } from '../model/packet.js';
import type { Policy } from '../model/policy.js';
import type { RuleMark } from '../model/rule-mark.js';
import type { ServerTraffic } from '../model/traffic.js';
import { judgedWays } from './check.js';
import type { Evidenced } from './evidenced.js';
import type { Judgement } from './judge-way.js';
import { isFullSight, seekerOf, sightingsOf } from './sighting.js';
import type { Places } from './places.js';
import { wayKey } from './way-key.js';

/** What the rules of a policy have to do with the packets of a log, to be asked packet by packet. */
export class RuleMarks {
  private readonly marks = new Map<string, RuleMark[]>();

  constructor({ rules, namespaces }: Policy, log: Evidenced) {
    const keys = waysByServer(log.traffic.servers);
    for (const rule of rules) {
      const { judgements, places } = judgedWays(rule, namespaces, log);
      for (const judgement of judgements) {
        const key = keys.get(judgement.way)!;
        const known = this.marks.get(key) ?? [];
        const mark = markOf(rule, judgement, places, log);
        // The same way with clients of which less is known may be judged otherwise: both are told.
        if (!known.some((one) => isAlike(one, mark))) known.push(mark);
        this.marks.set(key, known);
      }
    }
  }

  /** In the order of the rules; nothing where no rule is about the packet. */
  of(packet: Packet, flow: Flow): readonly RuleMark[] {
    return this.marks.get(keyOf(flow, packet)) ?? [];
  }
}

/** At the same entries, as they are marks of one way. */
function isAlike(a: RuleMark, b: RuleMark): boolean {
  return a.rule === b.rule && a.outcome === b.outcome && a.finding === b.finding;
}

function waysByServer(servers: readonly ServerTraffic[]): Map<Judgement['way'], string> {
  return new Map(servers.flatMap((server) => server.ways.map((way) => [way, keyOf(server, way.example)])));
}

type Ends = Pick<ServerTraffic, 'server' | 'published'>;

function keyOf({ server, published }: Ends, packet: Packet): string {
  return `${endpointKey(server)} ${published === null ? '' : endpointKey(published)} ${wayKey(packet)}`;
}

function markOf(
  rule: RuleMark['rule'],
  { way, outcome, finding }: Judgement,
  places: Places,
  { texts }: Evidenced,
): RuleMark {
  return {
    rule,
    outcome,
    finding: finding?.kind ?? null,
    calls: sightingsOf(way, seekerOf(rule), places, texts).map((sight) => ({
      entry: sight.entry,
      isFull: isFullSight(sight),
    })),
    isBetweenNamespaces: finding?.kind === 'bypassed' && finding.cause === 'no-hook-between',
  };
}
