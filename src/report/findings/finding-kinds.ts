import type { FindingKind } from '../../model/finding.js';

/** What is known of a kind of finding without any log: for headings, rule lists and documentation. */
export interface KindInfo {
  /** A heading: what is the matter. */
  readonly title: string;
  /** One sentence on what it means. */
  readonly meaning: string;
}

/** The documentation of a finding is at `<DOCS>/<kind>.md`. */
export const DOCS = 'docs/findings';

/** Every kind: one that is added does not compile until it has its words here and in `finding-words.ts`. */
export const KINDS: Readonly<Record<FindingKind, KindInfo>> = {
  bypassed: {
    title: 'packets went past the rule',
    meaning: 'Packets of the service got through without crossing any hook at which the rule sits.',
  },
  'address-mismatch': {
    title: 'the rule sees another address',
    meaning:
      "Packets crossed the rule's hook while they carried another address than the rule is written with.",
  },
  'device-unknown': {
    title: 'a device is not known there',
    meaning: "Packets crossed the rule's hook, which does not know a device that the rule needs.",
  },
  'path-mismatch': {
    title: 'packets took another path',
    meaning: 'The rule saw the packets, but their path is not as the policy wants it.',
  },
  'namespace-unseen': {
    title: "the rule's namespace is not in the log",
    meaning:
      'The rule sits in a namespace of which the log shows nothing, so it cannot be told what it sees.',
  },
  'address-unknown': {
    title: 'the address cannot be told',
    meaning: 'The rule comes after NAT at a hook behind which the log shows nothing more of the packets.',
  },
  undelivered: {
    title: 'packets never arrived',
    meaning: 'Packets left one namespace and never came in where they were going, though that is traced.',
  },
  'stopped-short': {
    title: 'packets end one hook before the rule',
    meaning:
      'Packets were dropped right before the hook at which the rule sits, or the record of it is lost.',
  },
  ambiguous: {
    title: 'packets are ambiguous',
    meaning: 'Lines of several CPUs interleave in such a way that the packets could have taken another path.',
  },
  incomplete: {
    title: 'packets are incomplete',
    meaning:
      'Records of the packets are missing from the log, so they may have crossed hooks that are not shown.',
  },
  'client-unknown': {
    title: 'the clients are not known',
    meaning: 'The rule is about certain clients, and the log does not show where those of these packets are.',
  },
  'all-stopped': {
    title: 'no packet got through',
    meaning: 'All packets of a required class were stopped on the way, so nothing has tested the rule.',
  },
  'no-traffic': {
    title: 'there was no such traffic',
    meaning:
      'The log has no packet of the service, or none of a class of clients or direction that is required.',
  },
  'only-init': {
    title: 'only init was seen',
    meaning: 'The log has entries of the namespace init alone, so what goes past it cannot be seen.',
  },
  loss: {
    title: 'lines of the log are lost',
    meaning: 'The log itself says that lines are missing, so packets may have gone unseen.',
  },
  late: {
    title: 'traced at another priority',
    meaning:
      'The trace sat behind NF_IP_PRI_FIRST, so it shows what earlier rules left over, with the addresses that they gave it.',
  },
  'too-many-paths': {
    title: 'too many different paths',
    meaning: 'There are more different paths than are kept apart, so some packets were not judged.',
  },
};
