import { shown } from '../../../model/shown.js';
import type { LanePicture } from '../lane-picture.js';
import type { LaneSection } from '../lane-sections.js';
import { mermaidText } from './escape.js';

/** A namespace in a diagram. */
export interface Participant {
  readonly id: string;
  /** The line that declares it. */
  readonly line: string;
}

/** The namespaces of a log by the keys of their lanes, in the order in which they stand. */
export function participantsOf(sections: readonly LaneSection[]): Map<string, Participant> {
  const found = new Map<string, Participant>();
  for (const { pictures, input } of sections) {
    for (const { key, name } of pictures.flatMap(({ lanes }) => lanes)) {
      if (found.has(key)) continue;
      const id = `n${found.size}`;
      const label = mermaidText(input === null ? name : `${name} in ${shown(input)}`);
      found.set(key, { id, line: `  participant ${id} as ${label}` });
    }
  }
  return found;
}

/** Those that pictures need. */
export function declared(
  participants: ReadonlyMap<string, Participant>,
  pictures: readonly LanePicture[],
): Participant[] {
  const keys = new Set(pictures.flatMap(({ lanes }) => lanes.map(({ key }) => key)));
  return [...participants].filter(([key]) => keys.has(key)).map(([, participant]) => participant);
}

/** What a note over all of them names. */
export function spanOf(participants: readonly Participant[]): string {
  const ids = [participants[0]!.id, participants.at(-1)!.id];
  return [...new Set(ids)].join(',');
}
