/**
 * What the baselines do, so that they read every field as nfpath must, and do not get away with less:
 *
 * - A line without `[nftrace]: ` is foreign; one that has it and none of the four forms is malformed.
 * - At most 16 records are open. A separator begins one. A device line goes to the newest that has none, an in/out
 *   line to the newest with a device line of its namespace, a packet line to the newest whose sides fit its hook.
 *   What finds none is an orphan. (Greedy, so records whose lines interleave may be put together wrongly: nfpath
 *   does not work like this, and what it does costs more.)
 * - Whole records are counted by skb and namespace.
 * - A checksum adds up times, hooks, octets, ports and lengths of texts of all four lines of whole records.
 *
 * They print `lines foreign malformed orphans records groups Σgroup² checksum`.
 */
export interface JobResult {
  readonly lines: number;
  readonly foreign: number;
  readonly malformed: number;
  readonly records: number;
  /** All eight numbers as they were printed. */
  readonly all: string;
}

export function parseJobResult(stdout: string): JobResult {
  const all = stdout.trim();
  const [lines, foreign, malformed, , records] = all.split(' ').map(Number);
  if (records === undefined || !/^\d+(?: \d+){7}$/.test(all))
    throw new Error(`not a result of the job: ${all}`);
  return { lines: lines!, foreign: foreign!, malformed: malformed!, records, all };
}
