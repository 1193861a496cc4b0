import type { Finding } from '../../model/finding.js';
import type { Rule } from '../../model/policy.js';
import { classText, placementText } from './evidence-text.js';

/**
 * What makes a finding the same one in another capture: the rule, what is the matter, whose packets, and why. No
 * addresses, pointers, lines or counts, which differ from capture to capture.
 */
export function identityOf(finding: Finding, rule: Rule): string[] {
  const whose =
    'evidence' in finding ? [finding.evidence.direction, finding.evidence.from ?? 'any client'] : [];
  return [rule.name, finding.kind, ...whose, ...causeOf(finding)];
}

function causeOf(finding: Finding): string[] {
  switch (finding.kind) {
    case 'bypassed':
      return [finding.cause];
    case 'address-mismatch':
    case 'address-unknown':
      return [placementText(finding.at)];
    case 'device-unknown':
      return [placementText(finding.at), ...finding.missing];
    case 'namespace-unseen':
      return [...finding.namespaces];
    case 'no-traffic':
      return (finding.missing ?? []).map(classText);
    default:
      return [];
  }
}
