// Whether the rules of a policy hold, and where they could sit.
import { check, parsePolicy, place } from 'nfpath';

const fixture = (path) => new URL(`../fixtures/${path}`, import.meta.url);
const log = fixture('container-to-container/el7-3.10.log');

const policy = parsePolicy(
  `version: 1
services: { web: { address: '172.17.0.2:8080' } }
rules: [{ name: host guard, protects: web, at: init/FORWARD }]
`,
  'in the script',
);
const { verdict, verdicts } = await check(policy, log);
console.log(verdict);
for (const { rule, findings } of verdicts) {
  for (const { title, reason } of findings) console.log(`${rule}: ${title}. ${reason}`);
}

const { recommendation } = await place('172.17.0.2:8080', log);
console.log(recommendation.beyondInit[0].join(' and '));
