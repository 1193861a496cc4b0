import type { HookPlace, PathChange } from '../../model/difference.js';
import type { DevicesObject, DifferenceObject, PathEndObject } from '../contract/diff-objects.js';
import { textOf } from '../log-text.js';
import { placeText } from './change-words.js';

/** The fields of a difference that depend on its kind. */
export type ChangeFields = Pick<
  DifferenceObject,
  'kind' | 'at' | 'device' | 'end' | 'old' | 'new' | 'goesOn' | 'beyond'
>;

export function changeFields(change: PathChange): ChangeFields {
  const at = 'at' in change && change.at !== null ? { at: placeText(change.at) } : {};
  const head = { kind: change.kind, ...at };
  switch (change.kind) {
    case 'hook-added':
      return { ...head, new: devicesObject(change.new) };
    case 'hook-gone':
      return { ...head, old: devicesObject(change.old) };
    case 'hook-moved':
      return { ...head, old: placeOrNull(change.old), new: placeOrNull(change.new) };
    case 'device':
      return { ...head, device: change.device, old: name(change.old), new: name(change.new) };
    case 'address':
      return { ...head, end: change.end, old: change.old, new: change.new };
    case 'namespace':
      return { ...head, old: name(change.old), new: name(change.new) };
    case 'fate': {
      const endObject = ({ fate, at: place }: (typeof change)['old']): PathEndObject => ({
        fate,
        at: placeText(place),
      });
      return {
        ...head,
        old: endObject(change.old),
        new: endObject(change.new),
        goesOn: change.goesOn,
        beyond: change.beyond.map(placeText),
      };
    }
    default:
      return { ...head, old: change.old, new: change.new };
  }
}

function devicesObject(devices: { readonly in: string | null; readonly out: string | null }): DevicesObject {
  return { in: name(devices.in), out: name(devices.out) };
}

function name(latin1: string | null): string | null {
  return latin1 === null ? null : textOf(latin1);
}

function placeOrNull(place: HookPlace | null): string | null {
  return place === null ? null : placeText(place);
}
