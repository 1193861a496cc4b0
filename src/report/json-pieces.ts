import { KERNEL_CLOCK, KERNEL_WALL_CLOCK, WALL_CLOCK, type Clock } from '../model/clock.js';
import { destinationOf, sourceOf, type Entry } from '../model/entry.js';
import { hookName } from '../model/hook.js';
import type { SymbolId } from '../model/symbol.js';
import { jsonString } from './log-text.js';
import { endpointText, symbolJson, type LogNames } from './names.js';

/** Pieces that are kept of each kind: more than a host has devices, namespaces and connections at one time. */
const KEPT = 1 << 12;

/** Thousandths as three digits; the same and what follows a time. */
const DIGITS = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
const LAST_DIGITS = DIGITS.map((digits) => `${digits}",`);

/**
 * The pieces of JSON that come again and again: the devices of a hook, tuples, namespaces. Each kind has a table
 * of fixed size in which a newer piece takes the place of an older one, so that no log fills the memory.
 */
export class JsonPieces {
  private readonly names: LogNames;
  private readonly tuples = new Kept();
  private readonly hooks = new Kept();
  private readonly namespaces = new Kept();
  /** The second of the entry before, and how its time begins. */
  private second = -1;
  private beginOfTime = '';

  constructor(names: LogNames) {
    this.names = names;
  }

  /** An entry as an object; of as few pieces as can be, as joining them is most of the work. */
  entry(entry: Entry): string {
    const { inputs } = this.names;
    const begin = inputs.length > 1 ? `{"file":${JSON.stringify(inputs[entry.file])},"line":` : '{"line":';
    const end = entry.ambiguous ? 'true}' : 'false}';
    return begin + entry.line + this.time(entry) + this.hookAndDevices(entry) + this.tuple(entry) + end;
  }

  /** `"netns":…,"name":…`. A namespace may get another name, as more becomes known of it. */
  namespace(netns: SymbolId, boot: number): string {
    const { namespaces } = this;
    const name = this.names.namespaces.nameOf(netns, boot);
    const known = namespaces.get(netns, boot, 0, 0, name);
    if (known !== undefined) return known;
    return namespaces.set(`"netns":${symbolJson(this.names.texts, netns)},"name":${jsonString(name)}`);
  }

  /** `,"time":…,`: kernel seconds, exact to the microsecond; where there are none, the wall clock's if that is known. */
  private time({ sec, usec, clock }: Entry): string {
    if (clock !== KERNEL_CLOCK) return `,"time":null,${wallJson(sec, usec, clock)}`;
    if (sec !== this.second) {
      this.second = sec;
      this.beginOfTime = `,"time":"${sec}.`;
    }
    return this.beginOfTime + DIGITS[Math.floor(usec / 1000)]! + LAST_DIGITS[usec % 1000]!;
  }

  /** `"hook":…,"dev":…,"in":…,"out":…,`. */
  private hookAndDevices({ hook, dev, in: inDev, out }: Entry): string {
    const { hooks } = this;
    const known = hooks.get(dev, inDev, out, hook);
    if (known !== undefined) return known;
    const { texts } = this.names;
    return hooks.set(
      `"hook":"${hookName(hook)}","dev":${symbolJson(texts, dev)},` +
        `"in":${symbolJson(texts, inDev)},"out":${symbolJson(texts, out)},`,
    );
  }

  /** `"src":…,"dst":…,"ambiguous":`. */
  private tuple(entry: Entry): string {
    const { tuples } = this;
    const known = tuples.get(entry.src, entry.sport, entry.dst, entry.dport);
    if (known !== undefined) return known;
    const { texts } = this.names;
    return tuples.set(
      `"src":"${endpointText(texts, sourceOf(entry))}","dst":"${endpointText(texts, destinationOf(entry))}",` +
        `"ambiguous":`,
    );
  }
}

/** The wall clock's time in UTC, as precise as the log has it. */
function wallJson(sec: number, usec: number, clock: Clock): string {
  if (clock !== WALL_CLOCK && clock !== KERNEL_WALL_CLOCK) return '';
  const seconds = new Date(sec * 1000).toISOString().slice(0, 19);
  return `"wall":"${seconds}${usec > 0 ? `.${String(usec).padStart(6, '0')}` : ''}Z",`;
}

const FIELDS = 4;

/** Texts by four integers (and a name, where that decides, too), of which those that collide are forgotten. */
class Kept {
  private readonly keys = new Int32Array(KEPT * FIELDS);
  private readonly names: string[] = [];
  private readonly texts: (string | undefined)[] = [];
  private slot = 0;

  /** Filled one by one, which takes a tenth of what Array.from does. */
  constructor() {
    for (let slot = 0; slot < KEPT; slot++) {
      this.names.push('');
      this.texts.push(undefined);
    }
  }

  /** Also chooses the place of what `set` puts in next. */
  get(a: number, b: number, c: number, d: number, name = ''): string | undefined {
    let hash =
      Math.imul(a, 0x9e3779b1) ^
      Math.imul(b, 0x85ebca6b) ^
      Math.imul(c, 0xc2b2ae35) ^
      Math.imul(d, 0x27d4eb2f);
    hash ^= hash >>> 15;
    const slot = (hash ^ (hash >>> 7)) & (KEPT - 1);
    const { keys } = this;
    const at = slot * FIELDS;
    if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) {
      if (this.names[slot] === name) return this.texts[slot];
    }
    keys[at] = a;
    keys[at + 1] = b;
    keys[at + 2] = c;
    keys[at + 3] = d;
    this.names[slot] = name;
    this.texts[slot] = undefined;
    this.slot = slot;
    return undefined;
  }

  set(text: string): string {
    this.texts[this.slot] = text;
    return text;
  }
}
