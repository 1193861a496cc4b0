import { hidesEntries } from '../../model/ledger.js';
import type { CaptureFinder } from './capture-finder.js';

/** A log of the service's packets says itself that lines of it are missing. */
export const loss: CaptureFinder = ({ ways, traffic, lost }) => {
  const files = new Set(ways.flatMap(({ way }) => [...traffic.boots[way.example.boot]!.files]));
  const marks = lost.filter((loss) => files.has(loss.file) && hidesEntries(loss));
  return marks.length > 0 ? [{ kind: 'loss', marks }] : [];
};
