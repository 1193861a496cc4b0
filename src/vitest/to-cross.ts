import { InputReading } from '../api/input-reading.js';
import { readPaths } from '../api/read-paths.js';
import { certainPaths } from '../compare/certain-paths.js';
import type { ComparedTraffic, HookPlace } from '../model/difference.js';
import type { Direction } from '../model/packet.js';
import { targetOf, type PathSet, type Scenario, type ScenarioPath } from '../model/path-set.js';
import type { ClientClass } from '../model/policy.js';
import { UsersError } from '../model/users-error.js';
import { parseHook } from '../policy/hook-word.js';
import { leftOutText } from '../report/diff/left-out-text.js';
import { scenarioText } from '../report/diff/missing-words.js';
import { pathTrail } from '../report/diff/path-trail.js';
import { counted } from '../report/line.js';
import { Inconclusive, type Capture, type MatcherResult, type MatcherState } from './capture.js';

/** Which packets are asked for; default: all that got through. */
export interface CrossOptions {
  /** Only of connections with this server, or to this published address: `172.17.0.2:8080`. */
  readonly flow?: string | undefined;
  /** Only of clients of this class. */
  readonly from?: ClientClass | undefined;
  readonly direction?: Direction | undefined;
}

/**
 * Whether every packet that got through crosses a placement, `namespace/HOOK`; with `.not`, whether none does. The
 * namespace is `init`, `service` (where the server is), `client`, or a name. Throws where the capture has no such
 * packets, or can't tell.
 */
export async function toCross(
  { isNot = false }: MatcherState,
  capture: Capture,
  placement: string,
  options: CrossOptions = {},
): Promise<MatcherResult> {
  const at = placeOf(placement);
  const reading = new InputReading(capture, {});
  const { paths } = await readPaths(reading);
  const { paths: certain, leftOut } = certainPaths(paths);
  const asked = askedFor(certain, options);
  // Under `not` vitest turns `pass` round: then one packet that crosses is enough to fail.
  const blamed = asked.filter(({ path }) => crosses(path, at) === isNot);
  if (blamed.length === 0) {
    const doubts = leftOut.filter((doubt) => doubt.kind === 'capture' || isAsked(doubt, options));
    if (doubts.length > 0) {
      throw new Inconclusive(`the capture can't tell: ${doubts.map(leftOutText).join('; ')}`);
    }
    if (asked.length === 0) throw new Inconclusive('the capture has no such packets that got through');
  }
  return {
    pass: blamed.length > 0 ? isNot : !isNot,
    message: () =>
      `expected ${isNot ? 'no packet' : 'every packet'} to cross ${placement}\n${linesOf(blamed, at, reading.names.inputs)}`,
  };
}

interface Asked {
  readonly scenario: Scenario;
  readonly path: ScenarioPath;
}

function askedFor({ scenarios }: PathSet, options: CrossOptions): Asked[] {
  return scenarios
    .flatMap((scenario) => scenario.paths.map((path) => ({ scenario, path })))
    .filter(({ scenario, path: { direction } }) => isAsked({ scenario, direction }, options))
    .filter(({ path: { fate } }) => fate === 'delivered' || fate === 'sent');
}

function isAsked({ scenario, direction }: ComparedTraffic, options: CrossOptions): boolean {
  const { flow, from } = options;
  return (
    (flow === undefined || scenario.server === flow || targetOf(scenario) === flow) &&
    (from === undefined || scenario.from === from) &&
    (options.direction === undefined || direction === options.direction)
  );
}

function crosses({ entries }: ScenarioPath, { netns, hook }: HookPlace): boolean {
  return entries.some((entry) => entry.netns === netns && entry.hook === hook);
}

/** Each path that is to blame, with the place in the log. */
function linesOf(blamed: readonly Asked[], at: HookPlace, inputs: readonly string[]): string {
  return blamed
    .map(({ scenario, path }) => {
      const packets = counted(path.packets ?? 0, `${path.direction} packet`);
      return `\n${scenarioText(scenario)}: ${packets}\n  ${pathTrail(path, at, inputs)}\n`;
    })
    .join('');
}

function placeOf(placement: string): HookPlace {
  const [netns = '', word, more] = placement.split('/');
  if (netns === '' || word === undefined || more !== undefined) {
    throw new UsersError(`"${placement}" is not of the form namespace/HOOK, like init/FORWARD`);
  }
  const hook = parseHook(word);
  if ('problem' in hook) throw new UsersError(hook.problem);
  return { netns, hook: hook.value };
}
