import { classesOf, evidenceOf, type CaptureFinder } from './capture-finder.js';
import { gotThrough } from './got-through.js';

/** Packets of a class and direction were seen, and none of them got through: nothing tested the rule. */
export const allStopped: CaptureFinder = ({ rule, ways }) =>
  classesOf(rule, ways).flatMap(({ from, direction }) => {
    const own = ways.filter(({ way }) => way.direction === direction && (from === null || way.from === from));
    if (own.some(({ way, outcome }) => gotThrough(way) && outcome !== 'open')) return [];
    return evidenceOf(own.map(({ way }) => way)).map((evidence) => ({ kind: 'all-stopped', evidence }));
  });
