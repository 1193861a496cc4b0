/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  if (numbers.length === 0) throw new RangeError('there is no median of nothing');
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Measures all of `things` once in each round, so that what slows the machine for a while slows all of them. Returns
 * their medians by name.
 */
export async function inRounds<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  rounds: number,
  measure: (thing: Thing) => Promise<number>,
): Promise<Map<string, number>> {
  const measured = new Map(things.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const thing of things) measured.get(thing.name)!.push(await measure(thing));
  return new Map([...measured].map(([name, numbers]) => [name, median(numbers)]));
}
