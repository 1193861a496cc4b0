/** What the kernel says where something is wrong with it, and what a module of ours could be blamed for. */
const COMPLAINT =
  /\b(?:WARNING|BUG|Oops|KASAN|UBSAN|general protection|Call Trace|possible (?:recursive|circular) locking|suspicious RCU|rcu:.*(?:stall|detected)|unregister_netdevice: waiting|scheduling while atomic|refcount_t|soft lockup|hung_task|blocked for more than)\b/;

/** The lines of a kernel log that complain. */
export function complaints(log: readonly string[]): string[] {
  return log.filter((line) => COMPLAINT.test(line));
}
