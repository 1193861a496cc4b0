import { isViolation, type FindingKind } from '../../model/finding.js';
import { DOCS, KINDS } from '../findings/finding-kinds.js';

/** How grave a kind of finding is, in SARIF's words. */
export type SarifLevel = 'error' | 'warning';

const FINDING_KINDS = Object.keys(KINDS) as FindingKind[];

/** What SARIF calls rules: every kind of finding, so that a viewer explains each. */
export const SARIF_RULES: readonly object[] = FINDING_KINDS.map(kindObject);

export function ruleIndexOf(kind: FindingKind): number {
  return FINDING_KINDS.indexOf(kind);
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
