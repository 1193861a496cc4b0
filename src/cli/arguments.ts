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

/** A count of bytes, as `1000`, `64k`, `500M` or `2G` (powers of 1024). */
export function byteCount(text: string): number {
  const match = /^(\d{1,12})([kKMGT]?)(?:i?B)?$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError('It must be a number of bytes, as 1000, 64k, 500M or 2G.');
  return Number(match[1]) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf(match[2]!.toUpperCase());
}

/** A time zone of the IANA database, as `Europe/Berlin`, or `UTC`. */
export function timezone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new InvalidArgumentError('It must be the name of a time zone, as Europe/Berlin or UTC.');
  }
}

/** A time in seconds, as `2` or `0.5`; commander prints the message. */
export function seconds(text: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(text) || Number(text) > 86_400)
    throw new InvalidArgumentError('It must be a number of seconds, as 2 or 0.5.');
  return Number(text);
}

function orInvalid<Value>(parsed: Parsed<Value>): Value {
  if ('problem' in parsed) throw new InvalidArgumentError(`${parsed.problem}.`);
  return parsed.value;
}
