import { FORWARD, hookName, LOCAL_IN, LOCAL_OUT, POST_ROUTING, PRE_ROUTING } from '../model/hook.js';
import type { PathPattern } from '../model/policy.js';
import { closest, didYouMean } from '../yaml/did-you-mean.js';
import { parseHook } from './hook-word.js';
import { BadPath } from './bad-path.js';
import type { PatternSyntax, Word } from './path-grammar.js';
import { isPrintable, oneOf, quoted } from '../yaml/shown-text.js';

const SIDES = ['in', 'out', 'dev'] as const;
const TRANSLATIONS = ['dnat', 'snat'] as const;

/** Devices that the kernel never knows at a hook. Source: ip_input.c, ip_output.c: the arguments of NF_HOOK. */
const NEVER_KNOWN: Readonly<Record<number, 'in' | 'out' | undefined>> = {
  [PRE_ROUTING]: 'out',
  [LOCAL_IN]: 'out',
  [FORWARD]: undefined,
  [LOCAL_OUT]: 'in',
  [POST_ROUTING]: undefined,
};

/** What a pattern's words mean. Throws BadPath where they mean nothing. */
export function patternOf(syntax: PatternSyntax, namespaces: readonly string[]): PathPattern {
  if (syntax.kind === 'translation') return { kind: translationOf(syntax.name, namespaces) };
  const { namespace, hook } = syntax;
  if (namespace !== null && !namespaces.includes(namespace.text)) {
    throw new BadPath(namespace.at, unknownNamespace(namespace.text, namespaces));
  }
  const number = hook === null ? null : hookOf(hook);
  return {
    kind: 'entry',
    namespace: namespace?.text ?? null,
    hook: number,
    devices: devicesOf(syntax.devices, number),
  };
}

export function unknownNamespace(name: string, namespaces: readonly string[]): string {
  const hint = didYouMean(name, namespaces) || `; this policy knows ${oneOf(namespaces, 'and')}`;
  return `there is no namespace ${quoted(name)}${hint}`;
}

function translationOf({ text, at }: Word, namespaces: readonly string[]): 'dnat' | 'snat' {
  const found = TRANSLATIONS.find((name) => name === text.toLowerCase());
  if (found !== undefined) return found;
  if ('value' in parseHook(text)) {
    throw new BadPath(
      at,
      `${quoted(text)} is without its namespace; write ${quoted(`init/${text}`)} or ${quoted(`*/${text}`)}`,
    );
  }
  if (namespaces.includes(text)) {
    throw new BadPath(at, `${quoted(text)} is without a hook; write ${quoted(`${text}/*`)} for any`);
  }
  const hint = closest(text, TRANSLATIONS);
  const meant = hint === undefined ? '' : `, did you mean ${quoted(hint)}?`;
  throw new BadPath(at, `${quoted(text)} is no entry (namespace/HOOK), "dnat" or "snat"${meant}`);
}

function hookOf({ text, at }: Word): number {
  const hook = parseHook(text);
  if ('problem' in hook) throw new BadPath(at, hook.problem);
  return hook.value;
}

type Devices = Partial<Record<(typeof SIDES)[number], string>>;

function devicesOf(given: readonly { side: Word; name: Word }[], hook: number | null): Devices {
  const devices: Devices = {};
  for (const { side, name } of given) {
    const known = SIDES.find((one) => one === side.text.toLowerCase());
    if (known === undefined) {
      const hint = didYouMean(side.text, SIDES) || `; it must be ${oneOf(SIDES)}`;
      throw new BadPath(side.at, `an entry has no device ${quoted(side.text)}${hint}`);
    }
    if (devices[known] !== undefined) throw new BadPath(side.at, `${quoted(known)} is there twice`);
    if (hook !== null && NEVER_KNOWN[hook] === known) {
      throw new BadPath(side.at, `${hookName(hook)} never knows the ${known}-device`);
    }
    devices[known] = deviceName(name);
  }
  return devices;
}

/** As the log's texts are: one latin1 character for one byte. */
function deviceName({ text, at }: Word): string {
  // Source: net/core/dev.c dev_valid_name().
  if (/[/:\s]/.test(text) || text === '.' || text === '..' || !isPrintable(text)) {
    throw new BadPath(at, `no device can be called ${quoted(text)}`);
  }
  return Buffer.from(text, 'utf8').toString('latin1');
}
