/** Whether an input is a snapshot, by its name: all else is a log. */
export function isSnapshot(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
