import { HOOK_NAMES } from '../../../src/model/hook.js';
import { MODULE_EXIT, MODULE_INIT, recordLines, stamped } from '../../support/kernel-log.js';
import type { Journey, Random, World } from './world.js';

/** So long before the first and behind the last packet, in microseconds: none is cut off by the log. */
const MARGIN = 50_000;
/** Addresses that the slab hands out again and again. */
const SKBS = 4;

/** The log that nftrace prints of journeys, one after the other, in the namespaces in which it is registered. */
export function render(journeys: readonly Journey[], { traced }: World, random: Random): Buffer {
  let micros = 100_000_000;
  const lines = [stamped(micros, MODULE_INIT)];
  micros += MARGIN;
  let fresh = 0;
  const busy = new Set<string>();
  for (const { firings, arrived } of journeys) {
    let skb = `skb${random(SKBS)}`;
    // A stopped packet's address goes to another flow first: at once to the same, the two look like one.
    while (busy.has(skb)) skb = `fresh${fresh++}`;
    if (!arrived) busy.add(skb);
    for (const { netns, hook, dev, in: inDev, out, before } of firings) {
      micros += 5 + random(60);
      if (!traced.has(netns)) continue;
      const record = { hook: HOOK_NAMES[hook]!, netns, dev, in: inDev, out, ...before, skb };
      for (const line of recordLines(record)) lines.push(stamped(micros++, line));
    }
    micros += 20 + random(3000);
  }
  lines.push(stamped(micros + MARGIN, MODULE_EXIT), '');
  return Buffer.from(lines.join('\n'), 'latin1');
}
