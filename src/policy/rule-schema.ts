import { z } from 'zod';
import { CLIENT_CLASSES } from '../model/policy.js';
import { FIRST, LAST } from '../model/priority.js';
import { NAME_PATTERN } from '../yaml/names.js';
import * as patterns from './schema-patterns.js';

/** Paths are read letter by letter; none that a person writes is this long. */
const LONGEST_PATH = 4096;
const LONGEST_RULE_NAME = 200;

/** A list, or its only item. */
function oneOrMore<Item extends z.ZodType>(item: Item): z.ZodUnion<readonly [Item, z.ZodArray<Item>]> {
  return z.union([item, z.array(item).min(1).meta({ uniqueItems: true })]);
}

const pathText = z.string().max(LONGEST_PATH).meta({ pattern: '\\S' });

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

/** A rule as data. */
export const RULE_SCHEMA = z
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
