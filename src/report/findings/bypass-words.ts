import type { BypassCause, Evidence } from '../../model/finding.js';
import { INIT, type Service } from '../../model/policy.js';
import { endsText, firstNetns, hooksText, lastNetns } from './evidence-text.js';
import type { LogNames } from '../names.js';
import type { Words } from './words.js';

type SayBypass = (evidence: Evidence, service: Pick<Service, 'name'>, names: LogNames) => Words;

/** How packets came past a rule, and what would let it see them. */
export const BYPASSES: Readonly<Record<BypassCause, SayBypass>> = {
  'no-hook-between': (evidence, service, names) => {
    const [from, to] = endsText(evidence, names);
    return {
      reason: `No hook of init was crossed between ${from} and ${to}: the packets were bridged past the host, or their device is not init's (macvlan, ipvlan).${withoutInit(names)}`,
      fix: `On one bridge of init: set ${bridgeSysctl(evidence, names)}=1 (with br_netfilter loaded), and bridged packets cross PRE_ROUTING, FORWARD and POST_ROUTING of init. Else put the rule into the namespace of ${service.name} (service/LOCAL_IN, replies: service/LOCAL_OUT).`,
    };
  },
  local: (evidence, _service, names) => ({
    reason: `The packets never left ${lastNetns(evidence, names)}: client and server are in one namespace.`,
    fix: 'Put the rule into that namespace.',
  }),
  'straight-in': (evidence, service, names) => ({
    reason: `The packets came straight into ${lastNetns(evidence, names)}: by a device of its own (macvlan, ipvlan, SR-IOV), bridged past the host, or by a flowtable of init.${withoutInit(names)}`,
    fix: `Put the rule into the namespace of ${service.name} (service/LOCAL_IN). Bridged packets cross init's hooks with ${bridgeSysctl(evidence, names)}=1; a flowtable must be taken out of use.`,
  }),
  'straight-out': (evidence, service, names) => ({
    reason: `The packets left ${lastNetns(evidence, names)} and crossed no other namespace: by a device of its own (macvlan, ipvlan, SR-IOV), bridged past the host, or by a flowtable of init.${withoutInit(names)}`,
    fix: `Put the rule into the namespace of ${service.name} (service/LOCAL_OUT).`,
  }),
  'in-its-name': (evidence, service, names) => ({
    reason: `${firstNetns(evidence, names)} itself sent the packets in the name of ${service.name}, as REJECT --reject-with tcp-reset does; they crossed ${hooksText(evidence, names)}.`,
    fix: 'If the rule must see these, too, add LOCAL_OUT or POST_ROUTING of that namespace; if it is about what the service itself sends, drop instead of rejecting while you capture.',
  }),
  'other-hook': (evidence, _service, names) => ({
    reason: `The packets crossed other hooks: ${hooksText(evidence, names)}.`,
    fix: 'Put the rule at one of these, too; nfpath place shows which see all.',
  }),
  'other-namespace': (evidence, _service, names) => ({
    reason: `The packets crossed other namespaces: ${hooksText(evidence, names)}.`,
    fix: 'Put the rule into one of these; nfpath place shows which see all.',
  }),
};

/** What never shows in a log may not be traced either. */
function withoutInit({ namespaces }: LogNames): string {
  return namespaces.seen.some(({ name }) => name === INIT)
    ? ''
    : ' No entry of this log is of init: make sure that the module is registered there, too.';
}

/** What makes bridged packets cross the hooks of IP; each family has its own. Source: br_netfilter_hooks.c. */
function bridgeSysctl({ ways }: Evidence, { texts }: LogNames): string {
  const isIpv6 = texts.text(ways[0]!.example.entries[0]!.src).includes(':');
  return `net.bridge.bridge-nf-call-${isIpv6 ? 'ip6tables' : 'iptables'}`;
}
