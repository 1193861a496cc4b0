import type { Symptom } from '../../model/symptom.js';
import { counted } from '../line.js';
import { textOf } from '../log-text.js';
import type { SymptomWords } from './symptom-words.js';

/** Sysctls that decide what a capture can show, and what they do. */
const TOLD: readonly (readonly [name: string, on: string, off: string])[] = [
  [
    'net.bridge.bridge-nf-call-iptables',
    'packets that a bridge of init passes on cross its hooks',
    'packets that a bridge of init passes on do not cross its hooks',
  ],
  ['net.ipv4.ip_forward', 'init routes', 'init does not route'],
];

const NO_BRIDGE =
  'No sysctl of br_netfilter is there: it is not loaded, and packets that a bridge passes on do not cross the hooks of init';

/** What the header of a capture says of the machine, in words. */
export function capturedWords({
  captures,
  kernel,
  sysctls,
}: Extract<Symptom, { readonly kind: 'captured' }>): SymptomWords {
  const facts = TOLD.flatMap(([name, on, off]) => {
    const value = sysctls[name];
    return value === undefined ? [] : [`${name} is ${textOf(value)}: ${value === '0' ? off : on}`];
  });
  const hasBridge = Object.keys(sysctls).some((name) => name.startsWith('net.bridge.'));
  const all = [...(hasBridge || facts.length === 0 ? [] : [NO_BRIDGE]), ...facts].map((fact) => `${fact}.`);
  const where = kernel === null ? 'On a kernel that it does not name.' : `On Linux ${kernel}.`;
  const others = captures > 1 ? [`So says the first of ${counted(captures, 'header')}.`] : [];
  return {
    title: 'the capture says where it was taken',
    meaning: [where, ...all, ...others].join(' '),
    fix: 'Nothing. Namespaces are called by its names where --netns does not say otherwise.',
  };
}
