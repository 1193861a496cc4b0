import { describe, expect, test } from 'vitest';
import { matchesPath } from '../../src/check/path-match.js';
import { parsePath } from '../../src/policy/path-expression.js';
import { CONTEXT, entriesOf } from './entries.js';

/** Published, from outside to a container: DNAT on the way from the first entry to the second. */
const IN = entriesOf(
  'init/PRE_ROUTING in=eth0 dev=eth0; init/FORWARD in=eth0 out=docker0 1>3; init/POST_ROUTING out=docker0;' +
    'pod/PRE_ROUTING in=veth1; pod/LOCAL_IN in=veth1',
);
/** The same packet with its source translated, too, where it leaves init. */
const BOTH = entriesOf(
  'init/PRE_ROUTING; init/FORWARD 1>3; init/POST_ROUTING; pod/PRE_ROUTING 4>3; pod/LOCAL_IN',
);
/** Both ends change on one way, as where an entry between is lost. */
const AT_ONCE = entriesOf('init/PRE_ROUTING; pod/LOCAL_IN 3>4');
const ODD = entriesOf('init/FORWARD in=Ã¼0 out=a,b]');
const ONE = entriesOf('init/LOCAL_IN');
const AGAIN = entriesOf('init/FORWARD; init/POST_ROUTING; init/FORWARD; init/LOCAL_IN');

const CASES: readonly (readonly [path: string, entries: typeof IN, fits: boolean])[] = [
  ['init/FORWARD', IN, true],
  ['init/LOCAL_IN', IN, false],
  ['^ init/PRE_ROUTING', IN, true],
  ['^ init/FORWARD', IN, false],
  ['^ >> init/FORWARD', IN, true],
  ['^ > init/PRE_ROUTING > init/FORWARD', IN, true],
  ['init/PRE_ROUTING > init/FORWARD > init/POST_ROUTING >> service/LOCAL_IN', IN, true],
  ['init/PRE_ROUTING > init/POST_ROUTING', IN, false],
  ['init/PRE_ROUTING >> init/POST_ROUTING', IN, true],
  ['init/PRE_ROUTING >> init/FORWARD', IN, true],
  ['init/FORWARD >> init/PRE_ROUTING', IN, false],
  ['init/FORWARD >> init/FORWARD', IN, false],
  ['init/FORWARD >> init/FORWARD', AGAIN, true],
  ['init/FORWARD > init/LOCAL_IN', AGAIN, true],
  ['^ init/FORWARD > init/LOCAL_IN', AGAIN, false],
  ['*/FORWARD', IN, true],
  ['pod/*', IN, true],
  ['^ pod/*', IN, false],
  ['*/* > */* > */* > */* > */*', IN, true],
  ['*/* > */* > */* > */* > */* > */*', IN, false],
  ['^ */* >> !*/*', ONE, true],
  ['^ */* >> !*/*', IN, false],
  // Translations
  ['dnat', IN, true],
  ['snat', IN, false],
  ['init/PRE_ROUTING > dnat > init/FORWARD', IN, true],
  ['init/PRE_ROUTING > dnat >> init/FORWARD', IN, true],
  ['init/PRE_ROUTING >> dnat >> service/LOCAL_IN', IN, true],
  ['init/PRE_ROUTING > dnat > init/POST_ROUTING', IN, false],
  ['init/FORWARD >> dnat', IN, false],
  ['init/PRE_ROUTING > !dnat > init/FORWARD', IN, false],
  ['init/PRE_ROUTING > !snat > init/FORWARD', IN, true],
  ['init/FORWARD > !dnat > init/POST_ROUTING', IN, true],
  ['init/PRE_ROUTING >> !dnat >> init/POST_ROUTING', IN, false],
  ['!dnat >> init/PRE_ROUTING', IN, true],
  ['!dnat >> init/FORWARD', IN, false],
  ['!dnat', IN, false],
  ['!snat', IN, true],
  ['dnat >> !dnat', IN, true],
  ['dnat', ONE, false],
  ['!dnat', ONE, true],
  ['dnat >> snat', BOTH, true],
  ['snat >> dnat', BOTH, false],
  ['dnat > init/FORWARD >> snat > service/PRE_ROUTING', BOTH, true],
  ['dnat >> dnat', BOTH, false],
  ['dnat > snat', AT_ONCE, true],
  ['snat > dnat', AT_ONCE, true],
  ['dnat >> snat', AT_ONCE, true],
  ['dnat >> snat >> dnat', AT_ONCE, false],
  ['init/PRE_ROUTING > dnat > snat > service/LOCAL_IN', AT_ONCE, true],
  ['init/PRE_ROUTING > snat > dnat > service/LOCAL_IN', AT_ONCE, true],
  ['init/PRE_ROUTING > !dnat > service/LOCAL_IN', AT_ONCE, false],
  // Never
  ['!init/LOCAL_IN', IN, true],
  ['!init/LOCAL_IN >> !pod/LOCAL_OUT', IN, true],
  ['!init/LOCAL_IN >> !pod/LOCAL_IN', IN, false],
  ['!init/FORWARD', IN, false],
  ['^ >> !init/FORWARD', IN, false],
  ['init/PRE_ROUTING >> !init/FORWARD >> service/LOCAL_IN', IN, false],
  ['init/PRE_ROUTING >> !init/LOCAL_IN >> service/LOCAL_IN', IN, true],
  ['init/FORWARD >> !init/* >> init/LOCAL_IN', AGAIN, true],
  ['^ init/FORWARD >> !init/FORWARD >> init/LOCAL_IN', AGAIN, false],
  ['init/FORWARD >> !init/POST_ROUTING', AGAIN, true],
  ['init/FORWARD >> !init/FORWARD', AGAIN, true],
  ['^ init/FORWARD >> !init/FORWARD', AGAIN, false],
  ['!init/FORWARD >> init/POST_ROUTING', AGAIN, false],
  ['!init/LOCAL_IN >> init/POST_ROUTING', AGAIN, true],
  ['service/LOCAL_IN >> !*/*', IN, true],
  ['service/PRE_ROUTING >> !*/*', IN, false],
  // Devices
  ['*/FORWARD[in=eth0,out=docker0]', IN, true],
  ['*/FORWARD[in=eth0,out=eth0]', IN, false],
  ['*/*[dev=eth0]', IN, true],
  ['*/*[dev=veth1]', IN, false],
  ['*/POST_ROUTING[in=eth0]', IN, false],
  ['!*/*[in=docker0]', IN, true],
  ['*/*[in=ü0]', ODD, true],
  ['*/*[in="ü0",out="a,b]"]', ODD, true],
];

describe('what path expressions fit', () => {
  test.each(CASES.map(([path, entries, fits], i) => ({ i, path, entries, fits })))(
    '$i: $path, $fits',
    ({ path, entries, fits }) => {
      const expression = parsePath(path, ['init', 'service', 'pod']);
      expect(matchesPath(expression, entries, CONTEXT)).toBe(fits);
    },
  );

  test('no expression takes long', () => {
    const many = entriesOf(Array.from({ length: 200 }, () => 'init/FORWARD').join(';'));
    const path = `${Array.from({ length: 40 }, () => '*/FORWARD').join(' >> ')} >> init/LOCAL_IN`;
    const start = performance.now();
    expect(matchesPath(parsePath(path, ['init']), many, CONTEXT)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
