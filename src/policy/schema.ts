import { z } from 'zod';
import type { FileKind } from '../yaml/file-kind.js';
import { ENDPOINT_PATTERN } from './endpoint.js';
import { NAME_PATTERN } from '../yaml/names.js';
import { RULE_SCHEMA } from './rule-schema.js';
import { POINTER_PATTERN } from './schema-patterns.js';

/*
 * The shape of a policy file. Patterns are for editors (`.meta`): of texts that do not fit, the parsers of this
 * folder say better what is wrong than a pattern can.
 */

const endpoint = z.string().meta({
  pattern: ENDPOINT_PATTERN,
  description:
    'An address and port, like 172.17.0.2:8080 or "[fd00::2]:8080"; of UDP 172.17.0.2:53/udp; ICMP has no port: 172.17.0.2/icmp.',
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
      pattern: POINTER_PATTERN,
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
    rules: z.array(RULE_SCHEMA).min(1).meta({
      title: 'Rules',
      description: 'The netfilter rules under test. At least one.',
    }),
  })
  .meta({ title: 'nfpath policy', description: 'What nfpath check --policy holds a log against.' });

export type PolicyData = z.infer<typeof POLICY_SCHEMA>;
export type RuleData = PolicyData['rules'][number];

/** What messages say of policies. */
export const POLICY_FILE: FileKind = {
  one: 'a policy',
  several: 'policies',
  mostBytes: 256 * 1024,
  mapAt,
};

function mapAt(
  [top, , inner]: readonly (string | number)[],
  depth: number,
): { name: string; keys: string[] } {
  if (depth === 0) return { name: 'a policy', keys: Object.keys(POLICY_SCHEMA.shape) };
  if (top === 'services') return { name: 'a service', keys: Object.keys(service.shape) };
  if (top === 'namespaces') return { name: 'a namespace', keys: Object.keys(namespace.shape) };
  if (inner === 'path') return { name: '"path"', keys: ['original', 'reply'] };
  return { name: 'a rule', keys: Object.keys(RULE_SCHEMA.shape) };
}
