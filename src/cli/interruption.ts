/**
 * The user's wish to stop. It is heeded from when this module is loaded, which is before all others: a signal that
 * comes while they load ends the reading before it begins. The first signal ends the reading; a second one, the
 * process.
 */
const controller = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, (name: NodeJS.Signals) => controller.abort(name));

/** Aborted where the user interrupts; the reason is the signal's name. */
export const interruption: AbortSignal = controller.signal;
