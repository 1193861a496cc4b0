import { counted } from '../line.js';
import type { LanePicture, LaneRow } from './lane-picture.js';
import type { LaneSection } from './lane-sections.js';

/** Pictures that are alike but for the client, of which the first stands for all. */
interface Alike {
  readonly section: LaneSection;
  readonly picture: LanePicture;
  packets: number;
  /** Clients and packets beside those of the first. */
  readonly more: { clients: number; packets: number };
}

/**
 * Draws the way that several clients took to a service once, with the first of them, and counts the others with it: ten
 * thousand clients have a few ways. What is doubtful of any stays a picture of its own.
 */
export function foldClients(sections: readonly LaneSection[]): LaneSection[] {
  const firsts = new Map<string, Alike>();
  const kept = sections.map((section) =>
    section.pictures.map((picture, i): Alike | null => {
      const packets = section.packets[i]!;
      const key = picture.doubtful > 0 ? null : alikeKey(section, picture);
      const first = key === null ? undefined : firsts.get(key);
      // With a policy, one client may have two that a rule could tell apart.
      if (first === undefined || first.section === section) {
        const alike = { section, picture, packets, more: { clients: 0, packets: 0 } };
        if (key !== null && first === undefined) firsts.set(key, alike);
        return alike;
      }
      first.packets += packets;
      first.more.packets += packets;
      first.more.clients++;
      return null;
    }),
  );
  return sections.flatMap((section, i) => {
    const alike = kept[i]!.filter((one) => one !== null);
    if (alike.length === 0 && section.pictures.length > 0) return [];
    return [{ ...section, pictures: alike.map(withOthers), packets: alike.map(({ packets }) => packets) }];
  });
}

function withOthers({ picture, more: { clients, packets } }: Alike): LanePicture {
  if (clients === 0) return picture;
  const text = `, and ${counted(packets, 'packet')} of ${counted(clients, 'other client')}`;
  return { ...picture, heading: [...picture.heading, text] };
}

/** All of a picture but the client's address, and times. */
function alikeKey({ service }: LaneSection, { direction, lanes, rows }: LanePicture): string {
  return JSON.stringify([service, direction, lanes.map(({ key }) => key), rows.map(withoutClient)]);
}

function withoutClient(row: LaneRow): LaneRow {
  if (row.kind === 'station') return { ...row, time: '' };
  return row.kind === 'note' && row.isOfClient === true ? { ...row, text: '' } : row;
}
