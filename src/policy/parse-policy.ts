import { INIT, SERVICE, type Policy } from '../model/policy.js';
import { readNamespaces } from './namespaces.js';
import { Reader } from '../yaml/reader.js';
import { readRules } from './rules.js';
import { POLICY_FILE, POLICY_SCHEMA } from './schema.js';
import { readServices } from './services.js';
import { shapeProblems } from '../yaml/shape-problems.js';
import { YamlText } from '../yaml/yaml-text.js';

/**
 * Reads a policy file (docs/policy.md). `file` is what messages call it. Throws BadFile with all problems of
 * the first of three kinds that there are: what is no YAML, what has not a policy's shape, what means nothing.
 */
export function parsePolicy(text: string, file: string): Policy {
  const yaml = new YamlText(text, file, POLICY_FILE);
  const tree = yaml.parse();
  const shaped = POLICY_SCHEMA.safeParse(tree.data);
  if (!shaped.success) return yaml.refuse(shapeProblems(shaped.error.issues, tree, POLICY_FILE));
  const { data } = shaped;
  const reader = new Reader(tree);
  const services = readServices(data.services, reader);
  const namespaces = readNamespaces(data.namespaces, reader);
  const known = {
    services,
    serviceNames: Object.keys(data.services),
    namespaces: [INIT, SERVICE, ...Object.keys(data.namespaces ?? {})],
  };
  const rules = readRules(data.rules, known, reader, (offset) => yaml.positionOf(offset));
  if (reader.problems.length > 0) yaml.refuse(reader.problems);
  return { namespaces, services: [...services.values()], rules };
}
