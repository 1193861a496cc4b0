/** Exit codes of all commands (docs/cli.md); an interrupted one adds 128 to the signal's number. */
export const EXIT = {
  /** Ran; every rule holds; no difference. */
  ran: 0,
  /** Ran; a rule is violated; paths differ. */
  violated: 1,
  /** Could not run: usage, unreadable input, bad policy, output that could not be written. */
  couldNotRun: 2,
  /** Ran; no violation, but something that was asked can't be decided by this log. */
  inconclusive: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
