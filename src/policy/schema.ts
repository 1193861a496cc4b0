import { z } from 'zod';
import { CLIENT_CLASSES } from '../model/policy.js';
import { FIRST, LAST } from '../model/priority.js';
import { ENDPOINT_PATTERN } from './endpoint.js';
import { NAME_PATTERN } from './names.js';
import * as patterns from './schema-patterns.js';

/*
 * The shape of a policy file. Patterns are for editors (`.meta`): of texts that do not fit, the parsers of this
 * folder say better what is wrong than a pattern can.
 */

/** Paths are read letter by letter; none that a person writes is this long. */
export const LONGEST_PATH = 4096;
export const LONGEST_RULE_NAME = 200;

/** A list, or its only item. */
function oneOrMore<Item extends z.ZodType>(item: Item): z.ZodUnion<readonly [Item, z.ZodArray<Item>]> {
  return z.union([item, z.array(item).min(1).meta({ uniqueItems: true })]);
}

const endpoint = z.string().meta({
  pattern: ENDPOINT_PATTERN,
  description: 'An address and port, like 172.17.0.2:8080 or "[fd00::2]:8080".',
});

const service = z
  .strictObject({
    address: endpoint.meta({
      title: 'Address and port inside the service’s namespace',
      description:
        'Where the service listens, as it is inside its own network namespace: 172.17.0.2:8080, or "[fd00::2]:8080" in quotes. Required.',
    }),
    published: z
      .union([endpoint, z.array(endpoint).meta({ uniqueItems: true })])
      .optional()
      .meta({
        title: 'Published addresses',
        description:
          'What clients write to instead, before DNAT: one address and port, or a list of them. Default: none.',
      }),
  })
  .meta({ title: 'Service', description: 'What is protected.' });

const namespace = z
  .strictObject({
    address: z.string().optional().meta({
      title: 'Address',
      description: 'An IP address (without port) that is local in the namespace, like 172.17.0.2.',
    }),
    pointer: z.string().optional().meta({
      title: 'Pointer',
      pattern: patterns.POINTER_PATTERN,
      description:
        'The namespace’s pointer as the log prints it, like ffff9710acf80000; in quotes where it has digits only. It changes with each boot.',
    }),
  })
  .meta({
    title: 'Namespace',
    description: 'How the log shows which namespace it is: either by address or by pointer.',
    minProperties: 1,
    maxProperties: 1,
  });

const pathText = z.string().max(LONGEST_PATH);

const path = z
  .union([
    pathText,
    z.strictObject({ original: pathText.optional(), reply: pathText.optional() }).meta({ minProperties: 1 }),
  ])
  .meta({
    title: 'Path',
    description:
      'What a packet’s path must be like: "init/PRE_ROUTING > init/FORWARD >> service/LOCAL_IN". > next entry, >> later, ^ the packet’s beginning, !X never; namespace/HOOK[in=eth0,out=…,dev=…] with * for any, dnat, snat. One text is for direction original; or a map with original and reply. Default: any path.',
  });

const rule = z
  .strictObject({
    name: z.string().max(LONGEST_RULE_NAME).meta({
      title: 'Name',
      pattern: patterns.RULE_NAME_PATTERN,
      description: 'What reports call the rule. Each rule has a name of its own. Required.',
    }),
    protects: z.string().meta({
      title: 'Protected service',
      description: 'The name of a service, see "services". Required.',
      pattern: NAME_PATTERN,
    }),
    at: oneOrMore(
      z.string().meta({ pattern: patterns.PLACEMENT_PATTERN, examples: patterns.PLACEMENT_EXAMPLES }),
    ).meta({
      title: 'Placement',
      description:
        'Where the netfilter rule sits: namespace/HOOK, or a list; any one of them must see the packet. The namespace is init, service, or one of "namespaces". Hooks as the kernel (LOCAL_IN), nft (input) or iptables (INPUT) write them. Required.',
    }),
    priority: z
      .union([z.int().min(FIRST).max(LAST), z.string().meta({ pattern: patterns.PRIORITY_PATTERN })])
      .optional()
      .meta({
        title: 'Priority',
        description:
          'The netfilter priority that the rule has at its hooks: a number, NF_IP_PRI_FIRST and its like (also without NF_IP_PRI_), or as nft writes them ("filter", "dstnat - 5"). Default: NF_IP_PRI_FIRST.',
        default: 'NF_IP_PRI_FIRST',
      }),
    match: z.enum(['address', 'published']).optional().meta({
      title: 'Match',
      description:
        'What the rule is written with: the service’s address, or what is published. Default: address.',
      default: 'address',
    }),
    directions: oneOrMore(z.enum(['original', 'reply']))
      .optional()
      .meta({
        title: 'Directions',
        description: 'Which packets the rule must see. Default: both, original and reply.',
        default: ['original', 'reply'],
      }),
    from: oneOrMore(z.enum(CLIENT_CLASSES)).optional().meta({
      title: 'Clients',
      description:
        'Where clients are whose packets the rule must see, and which the log must show: external (first seen at PRE_ROUTING of init), host (at LOCAL_OUT of init), container (in another namespace). Default: whatever the log shows.',
    }),
    devices: z
      .union([z.enum(['in', 'out']), z.array(z.enum(['in', 'out'])).meta({ uniqueItems: true })])
      .optional()
      .meta({
        title: 'Devices',
        description:
          'Devices that must be known where the rule sees the packet: in, out, or both. Default: none.',
      }),
    path: path.optional(),
  })
  .meta({ title: 'Rule', description: 'A netfilter rule under test, and what it must see.' });

/** A policy file as data. */
export const POLICY_SCHEMA = z
  .strictObject({
    version: z.literal(1).meta({ title: 'Version', description: 'Of this format: 1. Required.' }),
    services: z.record(z.string().regex(new RegExp(NAME_PATTERN)), service).meta({
      title: 'Services',
      description: 'What is protected, by names of your choice. At least one.',
      minProperties: 1,
    }),
    namespaces: z
      .record(z.string().regex(new RegExp(NAME_PATTERN)), namespace)
      .optional()
      .meta({
        title: 'Namespaces',
        description:
          'Names for network namespaces. init and service (where the service’s address is local) are built in. Default: none.',
        propertyNames: { pattern: NAME_PATTERN, not: { enum: ['init', 'service'] } },
      }),
    rules: z.array(rule).min(1).meta({
      title: 'Rules',
      description: 'The netfilter rules under test. At least one.',
    }),
  })
  .meta({ title: 'nfpath policy', description: 'What nfpath check --policy holds a log against.' });

export type PolicyData = z.infer<typeof POLICY_SCHEMA>;
export type RuleData = PolicyData['rules'][number];

/** The keys that the map at a path may have, and what it is. */
export function mapAt(
  [top, , inner]: readonly (string | number)[],
  depth: number,
): { name: string; keys: string[] } {
  if (depth === 0) return { name: 'a policy', keys: Object.keys(POLICY_SCHEMA.shape) };
  if (top === 'services') return { name: 'a service', keys: Object.keys(service.shape) };
  if (top === 'namespaces') return { name: 'a namespace', keys: Object.keys(namespace.shape) };
  if (inner === 'path') return { name: '"path"', keys: ['original', 'reply'] };
  return { name: 'a rule', keys: Object.keys(rule.shape) };
}
