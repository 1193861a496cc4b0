const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Signals that do not end the process for a while, as it has to leave the machine as it was. */
export interface HeldSignals {
  /** Aborted by the first of them; the reason is its name. */
  readonly signal: AbortSignal;
  /** Signals do again what they did. */
  release(): void;
}

export function holdSignals(): HeldSignals {
  const controller = new AbortController();
  const hold = (name: NodeJS.Signals): void => controller.abort(name);
  for (const signal of SIGNALS) process.on(signal, hold);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, hold);
    },
  };
}
