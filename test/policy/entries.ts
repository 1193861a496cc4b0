import { emptyEntry, type Entry } from '../../src/model/entry.js';
import { HOOK_NAMES } from '../../src/model/hook.js';
import type { PathContext } from '../../src/check/path-match.js';

/**
 * Entries in short: `init/FORWARD in=a out=b 1>2` with source and destination as numbers; what is left out is
 * as in the entry before. Namespaces and devices are symbols by their place in `TEXTS`.
 */
const TEXTS = ['', 'init', 'pod', 'eth0', 'docker0', 'veth1', 'Ã¼0', 'a,b]'];

export const CONTEXT: PathContext = {
  texts: { text: (symbol) => TEXTS[symbol] ?? '' },
  isNamespace: (netns, name) => TEXTS[netns] === (name === 'service' ? 'pod' : name),
};

export function entriesOf(text: string): Entry[] {
  let tuple = { src: 1, dst: 2 };
  return text
    .split(';')
    .filter((piece) => piece.trim() !== '')
    .map((piece, i) => {
      const [place = '', ...words] = piece.trim().split(' ');
      const [netns = '', hook = ''] = place.split('/');
      const device = (side: string): number =>
        Math.max(
          TEXTS.indexOf(words.find((word) => word.startsWith(`${side}=`))?.slice(side.length + 1) ?? ''),
          0,
        );
      const ends = words.map((word) => /^(\d)>(\d)$/.exec(word)).find((match) => match !== null);
      if (ends !== undefined) tuple = { src: Number(ends[1]), dst: Number(ends[2]) };
      return {
        ...emptyEntry(),
        file: 0,
        line: i + 1,
        sec: -1,
        usec: 0,
        hook: HOOK_NAMES.findIndex((name) => name === hook),
        netns: TEXTS.indexOf(netns),
        initnet: 1,
        dev: device('dev'),
        in: device('in'),
        out: device('out'),
        ...tuple,
        sport: 1,
        dport: 1,
        skb: 1,
        clock: 1,
        ambiguous: false,
      };
    });
}
