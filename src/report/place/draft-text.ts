import { shown } from '../../model/shown.js';
import type { Draft, Drafts } from '../../model/draft.js';
import { FORWARD } from '../../model/hook.js';
import { serviceEndpointText, INIT, type Rule } from '../../model/policy.js';
import { placementText } from '../findings/evidence-text.js';
import { counted, wrapped } from '../line.js';
import type { LogNames } from '../names.js';
import { knownText, setText } from './place-words.js';

const WIDTH = 96;

/** A first policy, YAML with comments, as `nfpath init` writes it. */
export function draftText({ drafts, unlisted }: Drafts, { inputs }: LogNames): string {
  const lines = [
    ...comment(
      `What must be protected, and where the rules for it sit: made by nfpath init from ${logsText(inputs)}.`,
    ),
    ...comment('Keep what is yours, correct the rest, then: nfpath check --policy THIS_FILE LOG'),
    ...comment('All that can stand here: docs/policy.md; for editors: nfpath policy schema'),
    'version: 1',
    '',
    'services:',
    ...(drafts.length === 0
      ? comment('The log shows no server: nfpath doctor says what is the matter.', 2)
      : []),
    ...drafts.flatMap(serviceLines),
    ...(unlisted > 0 ? comment(`${counted(unlisted, 'server')} with fewer packets: not listed`, 2) : []),
    '',
    'rules:',
    ...drafts.flatMap(ruleLines),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function logsText(inputs: readonly string[]): string {
  return inputs.map((input) => (input === '-' ? 'a log' : shown(input))).join(', ');
}

function serviceLines({ service, packets }: Draft): string[] {
  const { name, address, published } = service;
  return [
    `  ${name}:`,
    `    address: ${yamlText(serviceEndpointText(address))}   # inside its own namespace; ${counted(packets, 'packet')} got through`,
    ...(published.length > 0
      ? [
          `    published: [${published.map((end) => yamlText(serviceEndpointText(end))).join(', ')}]   # what clients write to, before DNAT`,
        ]
      : []),
  ];
}

function ruleLines(draft: Draft): string[] {
  const { rule, placement } = draft;
  if (rule === null) return unprovenLines(draft);
  const others = [...placement.inInit, ...placement.beyondInit].filter((set) => set !== rule.at).slice(0, 3);
  const also = others.length > 0 ? `; so do ${others.map(setText).join(' or ')}` : '';
  return [
    ...comment(
      `${setText(rule.at)} sees every packet of this log${knownText(rule.at, placement)}${also}.`,
      2,
    ),
    ...settings(rule),
    '',
  ];
}

function settings({ name, protects, at, directions }: Rule): string[] {
  return [
    `  - name: ${name}`,
    `    protects: ${protects.name}`,
    `    at: [${at.map(placementText).join(', ')}]   # any one of them must see the packet`,
    '    priority: NF_IP_PRI_FIRST',
    '    match: address   # the rule is written with the address; or: published',
    `    directions: [${directions.join(', ')}]${directions.length < 2 ? '   # the log shows no other' : ''}`,
    '    # from: [external, host, container]   # clients that must have been seen; default: whatever was',
  ];
}

/** A rule that this log cannot prove is there as a comment, to be completed. */
function unprovenLines({ service, packets, placement }: Draft): string[] {
  const why =
    packets === 0
      ? `No packet of ${service.name} got through, so no rule for it can be proven by this log.`
      : placement.inInit.length + placement.beyondInit.length > 0
        ? `No rule for ${service.name} can be proven by this log: nfpath check says why, nfpath place where one could sit.`
        : `No placement sees every packet of ${service.name}: nfpath place ${serviceEndpointText(service.address)} says why.`;
  return [
    ...comment(why, 2),
    `  # - name: ${service.name} guard`,
    `  #   protects: ${service.name}`,
    `  #   at: [${placementText({ namespace: INIT, hook: FORWARD })}]`,
    '',
  ];
}

function comment(text: string, indent = 0): string[] {
  const start = `${' '.repeat(indent)}# `;
  return wrapped(text, WIDTH - start.length).map((line) => start + line);
}

/** A `[` would begin a list. */
function yamlText(text: string): string {
  return text.startsWith('[') ? `"${text}"` : text;
}
