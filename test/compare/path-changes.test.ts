import { describe, expect, test } from 'vitest';
import { pathChanges } from '../../src/compare/path-changes.js';
import { HOOK_NAMES } from '../../src/model/hook.js';
import type { Fate } from '../../src/model/packet.js';
import type { ScenarioPath } from '../../src/model/path-set.js';
import { changeRow } from '../../src/report/diff/change-words.js';

/** `init/FORWARD eth0>eth1`, one after the other; addresses stay. */
function path(steps: string, fate: Fate = 'delivered'): ScenarioPath {
  const entries = steps.split(', ').map((step) => {
    const [place, devices = '>'] = step.split(' ');
    const [netns, hook] = place!.split('/');
    const [inDev, out] = devices.split('>');
    const number = HOOK_NAMES.findIndex((name) => name === hook);
    return {
      netns: netns!,
      hook: number,
      in: inDev || null,
      out: out || null,
      src: 'client',
      dst: '10.0.0.1:80',
    };
  });
  return {
    direction: 'original',
    fate,
    entries,
    packets: 1,
    clients: [],
    doubt: null,
    mayLackFront: false,
    mayLackEnd: false,
    times: null,
    place: null,
  };
}

const ROUTED =
  'init/PRE_ROUTING a>, init/FORWARD a>b, init/POST_ROUTING a>b, service/PRE_ROUTING c>, service/LOCAL_IN c>';

describe('from one path to another', () => {
  test.each<[string, ScenarioPath, ScenarioPath, string[]]>([
    ['the same', path(ROUTED), path(ROUTED), []],
    [
      'a hook that moved',
      path('init/PRE_ROUTING a>, init/FORWARD a>b, init/POST_ROUTING a>b, service/LOCAL_IN c>'),
      path('init/PRE_ROUTING a>, init/POST_ROUTING a>b, init/FORWARD a>b, service/LOCAL_IN c>'),
      ['init/POST_ROUTING: after init/FORWARD | after init/PRE_ROUTING'],
    ],
    [
      'a hook that moved to the front, and knows another device there',
      path('init/PRE_ROUTING a>, init/LOCAL_IN a>'),
      path('init/LOCAL_IN b>, init/PRE_ROUTING a>'),
      ['init/LOCAL_IN: after init/PRE_ROUTING | first', 'init/LOCAL_IN: in a | in b'],
    ],
    [
      'another namespace',
      path('init/PRE_ROUTING a>, init/FORWARD a>b, init/POST_ROUTING a>b'),
      path('init/PRE_ROUTING a>, vrf/FORWARD a>b, init/POST_ROUTING a>b'),
      ['FORWARD: in init | in vrf'],
    ],
    [
      'once more, twice more',
      path(ROUTED),
      path(`init/PRE_ROUTING a>, init/PRE_ROUTING a>, ${ROUTED}`),
      ['init/PRE_ROUTING: once | 3 times'],
    ],
    ['once less', path(`init/PRE_ROUTING a>, ${ROUTED}`), path(ROUTED), ['init/PRE_ROUTING: twice | once']],
    [
      'an end that comes earlier',
      path(ROUTED),
      path('init/PRE_ROUTING a>, init/FORWARD a>b', 'stopped'),
      ['fate: delivered at service/LOCAL_IN | stopped after init/FORWARD'],
    ],
    [
      'the same fate elsewhere',
      path('init/LOCAL_OUT >a, init/POST_ROUTING >a', 'sent'),
      path(
        'init/LOCAL_OUT >a, init/POST_ROUTING >a, fw/PRE_ROUTING a>, fw/FORWARD a>b, fw/POST_ROUTING a>b',
        'sent',
      ),
      ['fate: sent by init/POST_ROUTING | sent by fw/POST_ROUTING'],
    ],
    [
      'an end that comes earlier, and a device before it',
      path(ROUTED),
      path('init/PRE_ROUTING x>, init/FORWARD a>b', 'stopped'),
      ['init/PRE_ROUTING: in a | in x', 'fate: delivered at service/LOCAL_IN | stopped after init/FORWARD'],
    ],
    [
      'bridged past the host, and no longer',
      path('client/LOCAL_OUT >e, client/POST_ROUTING >e, service/PRE_ROUTING e>, service/LOCAL_IN e>'),
      path(
        'client/LOCAL_OUT >e, client/POST_ROUTING >e, init/PRE_ROUTING d>, init/FORWARD d>d, service/PRE_ROUTING e>, service/LOCAL_IN e>',
      ),
      ['init/PRE_ROUTING: – | d →', 'init/FORWARD: – | d → d'],
    ],
    [
      'nothing in common',
      path('init/PRE_ROUTING a>, init/LOCAL_IN a>'),
      path('client/LOCAL_OUT >e, client/POST_ROUTING >e', 'sent'),
      [
        'client/LOCAL_OUT: – | → e',
        'client/POST_ROUTING: – | → e',
        'init/PRE_ROUTING: a → | –',
        'init/LOCAL_IN: a → | –',
        'fate: delivered at init/LOCAL_IN | sent by client/POST_ROUTING',
      ],
    ],
  ])('%s', (_, old, fresh, says) => {
    const lines = pathChanges({ old, new: fresh }).map((change) => {
      const row = changeRow(change);
      return `${row.where}: ${row.old} | ${row.new}`;
    });
    expect(lines).toEqual(says);
  });
});
