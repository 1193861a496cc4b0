/** Takes who a line is from. Texts are numbers of `Layers.place`; `rest` is what is from there. */
export interface OriginSink {
  plain(rest: number): void;
  /** A program, not the kernel. */
  program(rest: number): void;
}

/**
 * Takes one layer of what stands around a kernel's line, see grammar/layers.ne. Texts are numbers of `Layers.place`, 0
 * where there is none; `rest` is what the layer stands around.
 */
export interface LayerSink extends Pick<OriginSink, 'plain'> {
  kernelTime(sec: number, usec: number, caller: number, rest: number): void;
  caller(caller: number, rest: number): void;
  /** Time since the line before; `forward` 0 where it ran backwards. */
  relative(forward: number, sec: number, usec: number, rest: number): void;
  /** A minute of the wall clock: the line before it is not known to be near. */
  minute(rest: number): void;
  ctime(stamp: number, rest: number): void;
  isoTime(stamp: number, fraction: number, exact: number, zone: number, rest: number): void;
  unixTime(sec: number, usec: number, rest: number): void;
  syslogTime(stamp: number, fraction: number, rest: number): void;
  journalTime(stamp: number, fraction: number, zone: number, rest: number): void;
  /** A record of /dev/kmsg; `seq` is one more with each. */
  record(seq: number, sec: number, usec: number, caller: number, rest: number): void;
  /** So many lines before this one were not printed. */
  dropped(count: number, rest: number): void;
}
