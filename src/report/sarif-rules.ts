import { isViolation, type FindingKind } from '../model/finding.js';
import { DOCS, KINDS } from './finding-kinds.js';

/** How grave a kind of finding is, in SARIF's words. */
export type SarifLevel = 'error' | 'warning';

/** The rule of SARIF that results for rules that hold refer to. */
export const HOLDS = 'holds';

const FINDING_KINDS = Object.keys(KINDS) as FindingKind[];

/** What SARIF calls rules: every kind of finding, so that a viewer explains each; then the one for what holds. */
export const SARIF_RULES: readonly object[] = [
  ...FINDING_KINDS.map(kindObject),
  {
    id: HOLDS,
    name: 'Holds',
    shortDescription: { text: 'the rule holds' },
    fullDescription: { text: 'Every packet of the service that got through crossed the rule.' },
    defaultConfiguration: { level: 'none' },
  },
];

export function ruleIndexOf(id: FindingKind | typeof HOLDS): number {
  return id === HOLDS ? FINDING_KINDS.length : FINDING_KINDS.indexOf(id);
}

export function levelOf(kind: FindingKind): SarifLevel {
  return isViolation(kind) ? 'error' : 'warning';
}

/** `helpUri` must be absolute, and the documentation has no address of its own: the help says where it is. */
function kindObject(kind: FindingKind): object {
  const { title, meaning } = KINDS[kind];
  const page = `${DOCS}/${kind}.md`;
  return {
    id: kind,
    name: pascalCase(kind),
    shortDescription: { text: title },
    fullDescription: { text: meaning },
    help: { text: `${meaning} See ${page}.`, markdown: `${meaning} See \`${page}\`.` },
    defaultConfiguration: { level: levelOf(kind) },
    properties: { tags: ['netfilter'], 'problem.severity': levelOf(kind) },
  };
}

/** `AddressMismatch`: names of SARIF are identifiers (3.49.7). */
function pascalCase(kind: string): string {
  return kind.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
