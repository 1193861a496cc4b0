import { InvalidArgumentError } from 'commander';
import type { NamespaceAlias } from '../correlate/namespaces.js';
import type { ServiceEndpoint } from '../model/policy.js';
import { parseEndpoint } from '../policy/endpoint.js';
import type { Parsed } from '../yaml/parsed.js';
import { parsePriority } from '../policy/priority-word.js';

/** A whole number from `least` to `most`; for commander, which prints the message. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** Collects an option that may be given several times. */
export function several<Value>(parse: (text: string) => Value): (text: string, earlier?: Value[]) => Value[] {
  return (text, earlier = []) => [...earlier, parse(text)];
}

/** `NAME=POINTER` or `NAME=ADDRESS`. */
export function namespaceAlias(text: string): NamespaceAlias {
  const match = /^([A-Za-z0-9_.-]+)=(\S+)$/.exec(text);
  if (match === null) {
    throw new InvalidArgumentError('It must be NAME=POINTER or NAME=ADDRESS, like web-pod=172.17.0.2.');
  }
  return { name: match[1]!, pointerOrAddress: match[2]! };
}

/** `172.17.0.2:8080` or `[fd00::2]:8080`. */
export function endpoint(text: string): ServiceEndpoint {
  return orInvalid(parseEndpoint(text));
}

/** A number, or a name as a policy may have it. */
export function priority(text: string): number {
  return orInvalid(parsePriority(text));
}

function orInvalid<Value>(parsed: Parsed<Value>): Value {
  if ('problem' in parsed) throw new InvalidArgumentError(`${parsed.problem}.`);
  return parsed.value;
}
