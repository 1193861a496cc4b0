import { InvalidArgumentError } from 'commander';

const MOST_PORT = 65_535;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** What a timer can wait for. */
const LONGEST_MS = 2 ** 31 - 1;

/** `80,8080-8090`; `all` is no list at all. For commander, which prints the message. */
export function portList(text: string): readonly string[] {
  if (text === 'all') return [];
  const ports = text.split(',');
  if (ports.every(isPorts)) return ports;
  throw new InvalidArgumentError('It must be ports, as 80,8080-8090, or all.');
}

function isPorts(text: string): boolean {
  const [, first = '', last = first] = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(text) ?? [];
  return first !== '' && Number(first) <= Number(last) && Number(last) <= MOST_PORT;
}

/** Some of these words, as `tcp,udp`. */
export function listOf<Word extends string>(words: readonly Word[]): (text: string) => readonly Word[] {
  return (text) => {
    const given = text.split(',');
    const known = words.filter((word) => given.includes(word));
    if (known.length === new Set(given).size) return known;
    throw new InvalidArgumentError(`It must be some of ${words.join(',')}, with commas between them.`);
  };
}

/** `30s`, `500ms`, `5m`, `1h`, or seconds without a unit; in milliseconds. */
export function duration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const milliseconds = Math.round(Number(number) * UNITS[unit]!);
  if (milliseconds > 0 && milliseconds <= LONGEST_MS) return milliseconds;
  throw new InvalidArgumentError('It must be a time, as 30s, 500ms, 5m or 1h.');
}
