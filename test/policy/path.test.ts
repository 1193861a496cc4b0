import { describe, expect, test } from 'vitest';
import { FORWARD, LOCAL_IN, PRE_ROUTING } from '../../src/model/hook.js';
import type { PathExpression, PathPattern } from '../../src/model/policy.js';
import { BadPath } from '../../src/policy/bad-path.js';
import { parsePath } from '../../src/policy/path-expression.js';

const NAMESPACES = ['init', 'service', 'web-pod', 'dnat'];

function entry(namespace: string | null, hook: number | null, devices = {}): PathPattern {
  return { kind: 'entry', namespace, hook, devices };
}

const F = entry('init', FORWARD);
const P = entry('init', PRE_ROUTING);
const L = entry('init', LOCAL_IN);
const DNAT: PathPattern = { kind: 'dnat' };
const SNAT: PathPattern = { kind: 'snat' };

type Step = PathExpression['steps'][number];
const later = (what: PathPattern, ...neverBefore: PathPattern[]): Step => ({
  what,
  follows: 'later',
  neverBefore,
});
const next = (what: PathPattern, ...neverBefore: PathPattern[]): Step => ({
  what,
  follows: 'next',
  neverBefore,
});

const READ: readonly (readonly [
  path: string,
  steps: readonly Step[],
  neverAfter?: readonly PathPattern[],
])[] = [
  ['init/FORWARD', [later(F)]],
  [' init / FORWARD ', [later(F)]],
  ['init/forward', [later(F)]],
  ['init/NF_INET_FORWARD', [later(F)]],
  ['init/input', [later(L)]],
  ['init/nf_ip_pre_routing', [later(P)]],
  ['*/FORWARD', [later(entry(null, FORWARD))]],
  ['init/*', [later(entry('init', null))]],
  ['*/*', [later(entry(null, null))]],
  ['web-pod/INPUT', [later(entry('web-pod', LOCAL_IN))]],
  ['dnat/INPUT', [later(entry('dnat', LOCAL_IN))]],
  ['dnat', [later(DNAT)]],
  ['DNAT', [later(DNAT)]],
  ['^init/FORWARD', [next(F)]],
  ['^ > init/FORWARD', [next(F)]],
  ['^ >> init/FORWARD', [later(F)]],
  ['init/PRE_ROUTING>init/FORWARD', [later(P), next(F)]],
  ['init/PRE_ROUTING>>init/FORWARD', [later(P), later(F)]],
  ['init/PRE_ROUTING\n  >> init/FORWARD\n', [later(P), later(F)]],
  ['init/PRE_ROUTING > dnat > init/FORWARD', [later(P), next(DNAT), next(F)]],
  ['init/PRE_ROUTING > dnat > snat > init/FORWARD', [later(P), next(DNAT), next(SNAT), next(F)]],
  ['dnat >> dnat', [later(DNAT), later(DNAT)]],
  ['init/PRE_ROUTING >> !init/LOCAL_IN >> init/FORWARD', [later(P), later(F, L)]],
  ['init/PRE_ROUTING >> !init/LOCAL_IN >> ! dnat >> init/FORWARD', [later(P), later(F, L, DNAT)]],
  ['init/PRE_ROUTING > !dnat > init/FORWARD', [later(P), next(F, DNAT)]],
  ['init/PRE_ROUTING > !dnat > !snat > init/FORWARD', [later(P), next(F, DNAT, SNAT)]],
  ['!init/LOCAL_IN >> init/FORWARD', [later(F, L)]],
  ['^ >> !init/LOCAL_IN >> init/FORWARD', [later(F, L)]],
  ['init/FORWARD >> !init/LOCAL_IN', [later(F)], [L]],
  ['^ init/FORWARD >> !init/LOCAL_IN >> !snat', [next(F)], [L, SNAT]],
  ['!init/LOCAL_IN', [], [L]],
  ['^ >> !init/LOCAL_IN', [], [L]],
  ['!init/LOCAL_IN >> !dnat', [], [L, DNAT]],
  ['init/FORWARD[in=ens160,out=docker0]', [later(entry('init', FORWARD, { in: 'ens160', out: 'docker0' }))]],
  [
    "init/FORWARD [ dev = br-1.5@x , IN = 'a b' ]".replace("'a b'", "'a,b'"),
    [later(entry('init', FORWARD, { dev: 'br-1.5@x', in: 'a,b' }))],
  ],
  ['*/*[in="it\'s"]', [later(entry(null, null, { in: "it's" }))]],
  ['*/*[in=ü0]', [later(entry(null, null, { in: 'Ã¼0' }))]],
];

const REFUSED: readonly (readonly [path: string, at: number, message: string])[] = [
  ['', 0, 'a path must not be empty'],
  [' \n', 0, 'a path must not be empty'],
  ['^', 1, 'the path ends here; expected'],
  ['init/FORWARD >', 14, 'the path ends here; expected "!" or "*" or ">" or namespace or translation'],
  [
    '> init/FORWARD',
    0,
    '"> init/FORWA" cannot stand here; expected "!" or "*" or "^" or namespace or translation',
  ],
  ['init/', 5, 'the path ends here; expected "*" or hook'],
  ['init/FORWARD init/LOCAL_IN', 13, '"init/LOCAL_I" cannot stand here; expected ">" or "[" or the end'],
  ['init/FORWARD >>> init/LOCAL_IN', 15, '"> init/LOCAL" cannot stand here'],
  ['init/FORWARD ^ init/LOCAL_IN', 13, '"^ init/LOCAL" cannot stand here'],
  ['init/FORWARD > ^ init/LOCAL_IN', 15, '"^ init/LOCAL" cannot stand here'],
  ['!!init/FORWARD', 1, '"!init/FORWAR" cannot stand here'],
  ['init/FORWARD[]', 13, '"]" cannot stand here; expected side'],
  ['init/FORWARD[in]', 15, '"]" cannot stand here; expected "="'],
  ['init/FORWARD[in=]', 16, '"]" cannot stand here; expected'],
  ['init/FORWARD[in="a]', 19, "the path ends here; expected '\"'"],
  ['init/FORWARD[in=a,in=b]', 18, '"in" is there twice'],
  ['init/FORWARD[inn=a]', 13, 'an entry has no device "inn", did you mean "in"?'],
  ['init/FORWARD[in=a/b]', 16, 'no device can be called "a/b"'],
  ['init/FORWARD[in="a\u202eb"]', 17, 'no device can be called "a\\u{202e}b"'],
  ['init/PRE_ROUTING[out=a]', 17, 'PRE_ROUTING never knows the out-device'],
  ['init/LOCAL_OUT[in=a]', 15, 'LOCAL_OUT never knows the in-device'],
  ['dnat[in=a]', 4, '"[in=a]" cannot stand here; expected'],
  ['init/FORWRAD', 5, 'there is no hook "FORWRAD", did you mean "FORWARD"?'],
  ['!init/FORWARD >> inti/FORWARD', 17, 'there is no namespace "inti", did you mean "init"?'],
  ['FORWARD', 0, '"FORWARD" is without its namespace; write "init/FORWARD" or "*/FORWARD"'],
  ['service', 0, '"service" is without a hook; write "service/*" for any'],
  ['dnta', 0, '"dnta" is no entry (namespace/HOOK), "dnat" or "snat", did you mean "dnat"?'],
  ['*', 1, 'the path ends here; expected "/"'],
  ['^ dnat', 2, 'a packet begins with an entry'],
  ['^ !init/FORWARD', 2, '"^ !X" could mean two things'],
  ['^ !init/FORWARD >> init/LOCAL_IN', 2, '"^ !X" could mean two things'],
  ['init/FORWARD > !init/LOCAL_IN', 13, 'what is never there stands between ">>"'],
  ['init/FORWARD > !dnat', 13, 'what is never there'],
  ['!init/FORWARD > init/LOCAL_IN', 14, 'what is never there'],
  ['^ > !init/FORWARD > init/LOCAL_IN', 0, 'what is never there'],
  ['init/FORWARD > !init/* > init/LOCAL_IN', 13, 'what is never there'],
  ['init/FORWARD > !init/* >> init/LOCAL_IN', 23, 'what is never there'],
  ['init/FORWARD >> !init/* > init/LOCAL_IN', 24, 'what is never there'],
  ['dnat > dnat', 7, '"dnat" happens once on the way'],
  ['dnat > snat > dnat', 14, '"dnat" happens once on the way'],
];

describe('the path language', () => {
  test.each(READ.map(([text, steps, neverAfter = []]) => ({ text, steps, neverAfter })))(
    '$text',
    ({ text, steps, neverAfter }) => {
      expect(parsePath(text, NAMESPACES)).toEqual({ text, steps, neverAfter });
    },
  );

  test.each(REFUSED)('%j is refused at %i: %s', (text, at, message) => {
    const parse = (): unknown => parsePath(text, NAMESPACES);
    expect(parse).toThrow(BadPath);
    expect(parse).toThrow(
      expect.objectContaining({ at, message: expect.stringContaining(message) as unknown }),
    );
  });
});
