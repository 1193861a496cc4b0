import type { Finding, FindingKind } from '../../model/finding.js';
import { POST_ROUTING } from '../../model/hook.js';
import { serviceEndpointText, SERVICE, type Rule } from '../../model/policy.js';
import { isHiddenPointer } from '../../model/symbol.js';
import { priorityName } from '../../model/priority.js';
import type { Words } from './words.js';
import { BYPASSES } from './bypass-words.js';
import {
  addressesText,
  cameFromAfar,
  classText,
  divertedText,
  endText,
  lastHook,
  lastNetns,
  missingText,
  namespaceText,
  natText,
  placementText,
} from './evidence-text.js';
import { counted } from '../line.js';
import { endpointText, type LogNames } from '../names.js';

/** What a finding says of a rule. */
export function wordsOf(finding: Finding, rule: Rule, names: LogNames): Words {
  const say = WORDS[finding.kind] as Say<Finding>;
  return say(finding, rule, names);
}

type Say<Of extends Finding> = (finding: Of, rule: Rule, names: LogNames) => Words;

/** Where a kernel has no key yet for hashing pointers. */
const HIDDEN: Words = {
  reason: 'The log prints every namespace as (ptrval), so none can be told from another.',
  fix: 'Capture later after the boot: the kernel hashes pointers as soon as it has gathered randomness.',
};

type AllWords = { readonly [Kind in FindingKind]: Say<Extract<Finding, { readonly kind: Kind }>> };

const WORDS: AllWords = {
  bypassed: ({ cause, evidence }, rule, names) => BYPASSES[cause](evidence, rule.protects, names),
  'address-mismatch': ({ evidence, at, entry, sees }, rule, names) => {
    const own = addressesText(rule);
    const seen = endpointText(names.texts, sees);
    return {
      reason: `${placementText(at)} sees ${seen} there, and the rule is written with ${own}: ${natText(evidence, entry, own, names)}.`,
      fix: `Put the rule where the packets carry ${own}, or write it with ${seen}.`,
    };
  },
  'device-unknown': ({ at, missing, evidence, entry }) => {
    const sides = missing.map((side) => `${side}-device`).join(' and the ');
    const isRoutedPost = at.hook === POST_ROUTING && missing.includes('in') && cameFromAfar(evidence, entry);
    return {
      reason: `${placementText(at)} does not know the ${sides} of these packets${
        isRoutedPost
          ? ': POST_ROUTING names the in-device of routed packets since Linux 5.7, and never that of bridged ones'
          : ''
      }.`,
      fix: 'Put the rule at FORWARD, which knows both devices, or write it without that device.',
    };
  },
  'path-mismatch': ({ evidence }, rule) => ({
    reason: `The path is not \`${rule.path[evidence.direction]?.text ?? ''}\`.`,
    fix: 'If the new path is right, correct the expression; if not, find what has changed the routing, bridging or NAT.',
  }),
  'namespace-unseen': ({ namespaces, evidence }, rule, { texts }) =>
    isHiddenPointer(texts.text(evidence.ways[0]!.example.entries[0]!.netns))
      ? HIDDEN
      : {
          reason: `The log shows no ${namespaces.map((name) => namespaceText(name, rule.protects)).join(' and no ')}.`,
          fix: 'Register the module in every namespace (pernet operations; since Linux 4.13 a hook belongs to one namespace), and capture again.',
        },
  'address-unknown': ({ at }, { priority }) => ({
    reason: `At priority ${priorityName(priority)} a rule at ${placementText(at)} comes after NAT, or together with it, and the log shows no entry behind it in which the address could be read.`,
    fix: 'Trace the next namespace, too, or put the rule before NAT.',
  }),
  undelivered: ({ evidence }, rule, names) => ({
    reason: `The packets left ${lastNetns(evidence, names)} by POST_ROUTING and were not seen again, though ${
      evidence.direction === 'original'
        ? `the ${namespaceText(SERVICE, rule.protects)}`
        : "the client's namespace"
    } is traced: they were dropped below IP, merged into another packet by GRO, or records are lost.`,
    fix: 'Find out what became of them (a bridge, tc, an unanswered ARP request; ethtool -K DEV gro off), and capture again.',
  }),
  'stopped-short': ({ evidence }, _rule, names) => ({
    reason: `The packets end at ${lastHook(evidence)} of ${lastNetns(evidence, names)}, where others like them went on to the rule's hook, their last: they were dropped in between, or the records of that hook are lost.`,
    fix: 'Look whether something drops them there (counters of rules, rp_filter); if not, capture again without loss.',
  }),
  ambiguous: () => ({
    reason: 'Lines of several CPUs interleave, and the packets could also be put together in another way.',
    fix: 'Capture less traffic at a time, or with CONFIG_PRINTK_CALLER, which tells the CPUs apart.',
  }),
  incomplete: () => ({
    reason:
      'Records are missing, of these packets or of some that cannot be named: they may have crossed hooks that the log does not show.',
    fix: 'Capture again with a larger log buffer (log_buf_len=), or follow the log while it is written (dmesg -w).',
  }),
  'client-unknown': (_finding, { from }) => ({
    reason: `The rule is about clients that are ${from?.join(' or ')}, and the log shows no packet with which one of these connections began.`,
    fix: 'Begin the capture before the connections, or leave `from` out.',
  }),
  'all-stopped': ({ evidence }, _rule, names) => ({
    reason: `${counted(evidence.packets, 'packet')} (${classText(evidence)}) came, and none got through: ${endText(evidence, names)}.`,
    fix: 'Capture traffic that is let through.',
  }),
  'no-traffic': ({ missing, diverted }, { protects }, names) => ({
    reason:
      missing === null
        ? `The log has no packet of ${protects.name} (${serviceEndpointText(protects.address)})${
            diverted === null ? '' : `; ${divertedText(diverted, names)}`
          }.`
        : `The log has no packet ${missing.map(missingText).join(', and none ')}.`,
    fix: 'Capture such traffic, too; check the address, and the ports and protocols that the module traces.',
  }),
  'only-init': ({ evidence }) => ({
    reason: `The log has entries of init alone, so it does not show whether ${counted(evidence.packets, 'packet')} came to the service, nor what was bridged past the host: there is no other namespace, or the module is registered in init_net alone.`,
    fix: 'Register the module in every namespace (pernet operations; since Linux 4.13 a hook belongs to one namespace), and capture again.',
  }),
  loss: ({ marks }) => ({
    reason: `The log says that lines are missing: ${counted(marks.length, 'mark')}, the first in line ${marks[0]?.line}.`,
    fix: 'Capture again with a larger log buffer (log_buf_len=), or follow the log while it is written (dmesg -w).',
  }),
  late: ({ entries }) => ({
    reason: `${counted(entries, 'entry was', 'entries were')} traced at another priority than NF_IP_PRI_FIRST: what a rule at its own priority sees cannot be told from them.`,
    fix: 'Load nftrace without the parameter priority, and capture again.',
  }),
  'too-many-paths': ({ packets }) => ({
    reason: `${counted(packets, 'packet')} took still more different paths, and were not judged.`,
    fix: 'Check a shorter piece of the log, or fewer services at a time.',
  }),
};
