import { LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../../../src/model/hook.js';
import type { Direction } from '../../../src/model/packet.js';
import type { ClientClass, Rule } from '../../../src/model/policy.js';
import { FIRST, PRIORITIES } from '../../../src/model/priority.js';
import type { Firing, Journey, World } from './world.js';

/*
 * The verdict by the words of the policy reference, from what truly happened. Nothing here knows how nfpath
 * comes to its own.
 */

/** What a rule sees of a packet: it surely does, surely does not, or the log cannot tell. */
export type Sight = 'seen' | 'missed' | 'unknown';

export interface Truth {
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  /** Some packet that arrived was truly not seen, whatever the log shows of it. */
  readonly isBypassed: boolean;
  /** The same with those that look sent. */
  readonly looksBypassed: boolean;
  /** The log shows everything that the verdict depends on, so that nfpath must come to it, too. */
  readonly isShown: boolean;
}

export function truthOf(rule: Rule, world: World, journeys: readonly Journey[]): Truth {
  const fromOf = (one: Journey): ClientClass | null => classOf(one, world, journeys);
  const own = journeys.filter((one) => {
    const from = fromOf(one);
    const isVisible = one.firings.some(({ netns }) => world.traced.has(netns));
    const isOfRule =
      rule.directions.includes(one.direction) && (from === null || (rule.from?.includes(from) ?? true));
    return isVisible && isOfRule;
  });
  const through = own.filter(({ arrived }) => arrived);
  const placed = rule.at.filter(({ namespace }) => isInLog(namespace, world, journeys));
  const bySight = through.map((one) => sightOf({ ...rule, at: placed }, one, world, true));
  const isMissed = (one: Journey): boolean => sightOf(rule, one, world, false) === 'missed';
  const hasMissed = bySight.includes('missed') && placed.length === rule.at.length;
  const isProven = bySight.every((sight) => sight === 'seen') && hasAllClasses(rule, through, fromOf);
  return {
    verdict: hasMissed ? 'violated' : isProven ? 'holds' : 'inconclusive',
    isBypassed: through.some(isMissed),
    looksBypassed: own.filter((one) => one.arrived || looksSent(one, world)).some(isMissed),
    isShown:
      ['init', 'a', 'b', 'c', 'm'].every((netns) => world.traced.has(netns)) &&
      !journeys.some((one) => looksSent(one, world) || isStoppedShort(rule, one, world)),
  };
}

/** Dropped behind the POST_ROUTING that is the last of it in the log, or below IP: it looks sent. */
function looksSent({ arrived, firings }: Journey, { traced }: World): boolean {
  return !arrived && firings.findLast(({ netns }) => traced.has(netns))?.hook === POST_ROUTING;
}

/** Whether the rule sees a packet that arrived; `onlyLog`: by what can be read in the log. */
function sightOf(rule: Rule, { firings, direction }: Journey, world: World, onlyLog: boolean): Sight {
  const sights = firings.flatMap((firing, i): Sight[] => {
    const isAt = rule.at.some(
      (at) => at.hook === firing.hook && netnsOf(at.namespace, world) === firing.netns,
    );
    if (!isAt || (firing.isSabotaged && rule.priority !== FIRST)) return [];
    const seen = visible(firing, firings[i + 1], direction, rule.priority, world, onlyLog);
    if (seen === null) return ['unknown'];
    const knowsDevices = rule.devices.every((side) => firing[side] !== null);
    return [writtenWith(rule).includes(seen) && knowsDevices ? 'seen' : 'missed'];
  });
  if (sights.includes('seen')) return 'seen';
  return sights.includes('unknown') ? 'unknown' : 'missed';
}

/** The server's end as a rule of this priority sees it; null where that cannot be told. */
function visible(
  { hook, netns, before, after }: Firing,
  next: Firing | undefined,
  direction: Direction,
  priority: number,
  { traced }: World,
  onlyLog: boolean,
): string | null {
  const end = direction === 'original' ? 'dst' : 'src';
  const natAt =
    end === 'dst' && (hook === PRE_ROUTING || hook === LOCAL_OUT)
      ? PRIORITIES.NF_IP_PRI_NAT_DST
      : end === 'src' && (hook === POST_ROUTING || hook === LOCAL_IN)
        ? PRIORITIES.NF_IP_PRI_NAT_SRC
        : null;
  if (natAt === null || priority < natAt) return before[end];
  // What comes out of NAT is read at the packet's next entry, and of its destination in the same namespace.
  const isReadable = next !== undefined && traced.has(next.netns) && (end === 'src' || next.netns === netns);
  if (onlyLog && !isReadable) return null;
  if (priority === natAt && before[end] !== after[end]) return null;
  return after[end];
}

/** A log does not tell a drop right before the rule's hook from a lost record of it, where that would be the last. */
function isStoppedShort(rule: Rule, { firings, arrived }: Journey, world: World): boolean {
  const { hook, netns } = firings.at(-1)!;
  const next = hook === PRE_ROUTING ? LOCAL_IN : POST_ROUTING;
  return !arrived && rule.at.some((at) => at.hook === next && netnsOf(at.namespace, world) === netns);
}

function writtenWith({ match, protects }: Rule): string[] {
  const ends = match === 'address' ? [protects.address] : protects.published;
  return ends.map(({ address, port }) => `${address}:${port}`);
}

function netnsOf(name: string, world: World): string {
  return name === 'service' ? world.server.netns : name;
}

/** By where the client's packets are first seen; null where the log has none of them. */
function classOf({ client }: Journey, { traced }: World, journeys: readonly Journey[]): ClientClass | null {
  const [first] = journeys
    .filter((one) => one.client === client && one.direction === 'original')
    .flatMap(({ firings }) => firings.find(({ netns }) => traced.has(netns)) ?? []);
  if (first === undefined) return null;
  if (first.netns !== 'init') return 'container';
  return first.hook === LOCAL_OUT ? 'host' : 'external';
}

/** Each class and direction that is asked for, or was seen, has a packet that arrived. */
function hasAllClasses(
  { from, directions }: Rule,
  through: readonly Journey[],
  fromOf: (one: Journey) => ClientClass | null,
): boolean {
  const classes = from ?? [...new Set(through.map(fromOf))];
  return (
    through.length > 0 &&
    classes.every((one) =>
      directions.every((direction) =>
        through.some((journey) => journey.direction === direction && fromOf(journey) === one),
      ),
    )
  );
}

/** Whether the log shows where a name is: `service` where its packets were taken in, or answered. */
function isInLog(name: string, world: World, journeys: readonly Journey[]): boolean {
  if (name === 'init') return true;
  const netns = netnsOf(name, world);
  if (!world.traced.has(netns)) return false;
  const originals = journeys.filter(({ direction }) => direction === 'original');
  const has = (hook: number, among: readonly Journey[]): boolean =>
    among.some(({ firings }) => firings.some((firing) => firing.netns === netns && firing.hook === hook));
  if (name !== 'service') return has(LOCAL_IN, journeys) || has(LOCAL_OUT, journeys);
  // What answers for a server and stops what is sent to it may be a REJECT.
  const isStopper = originals.some(({ firings, arrived }) => !arrived && firings.at(-1)!.netns === netns);
  return has(LOCAL_IN, originals) || (has(LOCAL_OUT, journeys) && !isStopper);
}
