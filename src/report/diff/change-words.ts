import type { Difference, HookPlace, PathChange } from '../../model/difference.js';
import { hookName, PRE_ROUTING } from '../../model/hook.js';
import type { Direction, Fate } from '../../model/packet.js';
import { duration } from '../line.js';
import { printable } from '../log-text.js';

/** A difference in a row of the table: where, and what either side has there. */
export interface ChangeRow {
  readonly where: string;
  readonly old: string;
  readonly new: string;
}

/** `init/FORWARD` */
export function placeText({ netns, hook }: HookPlace): string {
  return `${printable(netns)}/${hookName(hook)}`;
}

/** What a side has where it has nothing. */
const NOTHING = '–';

export function changeRow(change: PathChange): ChangeRow {
  switch (change.kind) {
    case 'hook-added':
      return { where: placeText(change.at), old: NOTHING, new: devicesText(change.new) };
    case 'hook-gone':
      return { where: placeText(change.at), old: devicesText(change.old), new: NOTHING };
    case 'hook-moved':
      return { where: placeText(change.at), old: afterText(change.old), new: afterText(change.new) };
    case 'hook-repeated':
      return { where: placeText(change.at), old: timesText(change.old), new: timesText(change.new) };
    case 'device': {
      const text = (name: string | null): string => `${change.device} ${deviceText(name)}`;
      return { where: placeText(change.at), old: text(change.old), new: text(change.new) };
    }
    case 'address': {
      const text = (end: string): string => `${change.end === 'source' ? 'from' : 'to'} ${end}`;
      return { where: placeText(change.at), old: text(change.old), new: text(change.new) };
    }
    case 'namespace': {
      const text = (netns: string): string => `in ${printable(netns)}`;
      return { where: hookName(change.at.hook), old: text(change.old), new: text(change.new) };
    }
    case 'fate': {
      const text = ({ fate, at }: (typeof change)['old']): string =>
        `${fate} ${BEHIND[fate]} ${placeText(at)}`;
      return { where: 'fate', old: text(change.old), new: text(change.new) };
    }
    case 'timing': {
      const where = change.at === null ? 'whole path' : `until ${placeText(change.at)}`;
      return { where, old: `~${duration(change.old)}`, new: `~${duration(change.new)}` };
    }
  }
}

const BEHIND: Readonly<Record<Fate, string>> = {
  delivered: 'at',
  sent: 'by',
  stopped: 'after',
  open: 'after',
};

/** What a difference means for a rule, as a sentence. */
export function meaningOf({ change, direction, packets, of }: Difference): string {
  const sentence = meaning(change, direction);
  const isPart = (side: 'old' | 'new'): boolean => packets[side] !== of[side];
  if (isPart('old') || isPart('new')) return `For a part of the packets: ${lowerFirst(sentence)}`;
  return sentence;
}

function meaning(change: PathChange, direction: Direction): string {
  switch (change.kind) {
    case 'hook-added':
      return `A rule at ${placeText(change.at)} now sees these packets.`;
    case 'hook-gone':
      return `A rule at ${placeText(change.at)} does not see these packets any more.`;
    case 'hook-moved':
      return `A rule at ${placeText(change.at)} now comes ${afterText(change.new)}: what other hooks do to the packet before it has changed.`;
    case 'hook-repeated':
      return repetition(change);
    case 'device':
      return deviceMeaning(change);
    case 'address':
      return `A rule at ${placeText(change.at)} that is written with the ${change.end} ${change.old} does not see these packets any more; with ${change.new} it does.`;
    case 'namespace':
      return `A rule at ${printable(change.old)}/${hookName(change.at.hook)} does not see these packets any more; one at ${placeText(change.at)} does.`;
    case 'fate':
      return fateMeaning(change, direction);
    case 'timing':
      return `No rule is concerned: the packets take ${change.new > change.old ? 'longer' : 'less time'}.`;
  }
}

function repetition({ at, old, new: times }: Extract<PathChange, { kind: 'hook-repeated' }>): string {
  const place = placeText(at);
  const change = `A rule at ${place} and NF_IP_PRI_FIRST now sees each of these packets ${timesText(times)}, and not ${timesText(old)}`;
  // ip_sabotage_in() of br_netfilter ends IP's own pass behind NF_IP_PRI_FIRST.
  const bridge = at.hook === PRE_ROUTING && times > old ? ' (by the bridge, and then by IP)' : '';
  return `${change}${bridge}: mind what it counts, limits or queues.`;
}

function deviceMeaning({ at, device, old, new: fresh }: Extract<PathChange, { kind: 'device' }>): string {
  const place = placeText(at);
  const what = device === 'dev' ? "skb's own device (a port of a bridge, say)" : `the ${device}-device`;
  if (old === null) return `A rule at ${place} may now match on ${what}.`;
  if (fresh === null) return `A rule at ${place} cannot match on ${what} any more.`;
  return `A rule at ${place} that matches on ${what} must be written with ${deviceText(fresh)} in place of ${deviceText(old)}.`;
}

function fateMeaning(
  { old, new: fresh, goesOn }: Extract<PathChange, { kind: 'fate' }>,
  direction: Direction,
): string {
  const end = direction === 'original' ? 'server' : 'client';
  if (fresh.fate === 'delivered') {
    if (old.fate === 'delivered') return `The packets are taken in at ${placeText(fresh.at)} now.`;
    if (old.fate === 'sent') return `The packets are seen to come to their ${end} now.`;
    return `The packets come to their ${end} now: what was to stop them at ${placeText(old.at)} does not.`;
  }
  if (fresh.fate === 'sent') {
    const seen = goesOn === 'old' ? ' and are not seen again: no rule behind it sees them' : '';
    return `The packets leave by ${placeText(fresh.at)}${seen}.`;
  }
  return `The packets do not come on any more: nothing follows ${placeText(fresh.at)}. They are dropped, queued or stolen there.`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** As `nfpath analyze` shows what a hook knows. */
function devicesText({
  in: inDev,
  out,
}: {
  readonly in: string | null;
  readonly out: string | null;
}): string {
  if (out === null) return `${deviceText(inDev)} →`;
  return inDev === null ? `→ ${deviceText(out)}` : `${deviceText(inDev)} → ${deviceText(out)}`;
}

function deviceText(name: string | null): string {
  return name === null ? '?' : printable(name);
}

function afterText(place: HookPlace | null): string {
  return place === null ? 'first' : `after ${placeText(place)}`;
}

function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;
}
