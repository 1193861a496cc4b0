import { MODULE_EXIT, MODULE_INIT, stamped } from '../support/kernel-log.js';

/** The records of a log, four lines each without their time stamps; nothing else of it. */
export function recordsOf(log: string): string[][] {
  const lines = log.split('\n').map((line) => line.replace(/^\[ *\d+\.\d+\] \[nftrace\]: /, ''));
  return lines.flatMap((line, i) =>
    /^\[\d\]: /.test(line) && lines[i - 3]?.startsWith('====') === true ? [lines.slice(i - 3, i + 1)] : [],
  );
}

const INIT_POINTER = 'ffffffff8d911640';
const FIRST_EPHEMERAL_PORT = 32_768;

/**
 * Several captures as if made at once, in one boot of another machine: other pointers, other ports of clients, other
 * times, and the records of independent connections in another order. What stays is what each packet did.
 */
export function disguised(
  captures: readonly (readonly string[][])[],
  random: (limit: number) => number,
): string {
  const base = random(1 << 20);
  const queues = captures.map((records, capture) => {
    const init = /INITNET: (\S+)/.exec(records[0]![1]!)![1]!;
    const pointers = new Map([[init, INIT_POINTER]]);
    const ports = new Map<string, number>();
    return records.map((lines) =>
      lines.map((line) =>
        line
          .replace(/\b[0-9a-f]{16}\b/g, (pointer) => {
            if (/^0+$/.test(pointer)) return pointer;
            const known = pointers.get(pointer) ?? pointerOf(base, capture, pointers.size);
            pointers.set(pointer, known);
            return known;
          })
          .replace(/(?<=\.\d+:)\d+/g, (port) => {
            if (Number(port) < FIRST_EPHEMERAL_PORT) return port;
            const known =
              ports.get(port) ?? FIRST_EPHEMERAL_PORT + capture * 2000 + ((ports.size + base) % 2000);
            ports.set(port, known);
            return String(known);
          }),
      ),
    );
  });
  let micros = 10e6 + random(1e9);
  const lines = [stamped(micros - 1e6, MODULE_INIT)];
  for (;;) {
    const open = queues.filter((queue) => queue.length > 0);
    if (open.length === 0) break;
    for (const line of open[random(open.length)]!.shift()!)
      lines.push(stamped((micros += 1 + random(20)), line));
  }
  return [...lines, stamped(micros + 1e6, MODULE_EXIT), ''].join('\n');
}

function pointerOf(base: number, capture: number, index: number): string {
  return `ffff${(base * 4096 + capture * 512 + index).toString(16).padStart(12, '0')}`;
}
