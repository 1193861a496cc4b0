import { INIT, SERVICE, type NamespaceName } from '../model/policy.js';
import { parseAddress } from './ip-address.js';
import type { Parsed } from '../yaml/parsed.js';
import type { Reader } from '../yaml/reader.js';
import type { PolicyData } from './schema.js';
import { POINTER_PATTERN } from './schema-patterns.js';
import { quoted } from '../yaml/shown-text.js';

const POINTER = new RegExp(POINTER_PATTERN);

/** Each namespace must be given in exactly one of these ways. */
const EITHER = 'a namespace is given by "address" or by "pointer"';

/** The names that a policy gives to namespaces, without those that have problems. */
export function readNamespaces(namespaces: PolicyData['namespaces'], reader: Reader): NamespaceName[] {
  return Object.entries(namespaces ?? {}).flatMap(([name, { address, pointer }]) => {
    const path = ['namespaces', name];
    if (name === INIT || name === SERVICE) {
      reader.blameKey(path, `${quoted(name)} is built in; give this namespace another name`);
    }
    if (address === undefined && pointer === undefined) {
      reader.blame(path, `${EITHER}, and this has neither`);
      return [];
    }
    if (address !== undefined && pointer !== undefined) {
      reader.blameKey([...path, 'pointer'], `${EITHER}, not by both`);
      return [];
    }
    const pointerOrAddress =
      pointer === undefined
        ? reader.take([...path, 'address'], parseNamespaceAddress(address ?? ''))
        : reader.take([...path, 'pointer'], parsePointer(pointer));
    return pointerOrAddress === undefined ? [] : [{ name, pointerOrAddress }];
  });
}

function parseNamespaceAddress(text: string): Parsed<string> {
  const parsed = parseAddress(text);
  const [, withoutPort = ''] = /^\[?([^[\]]*?)\]?(?::[0-9]+)?$/.exec(text) ?? [];
  if ('value' in parsed || 'problem' in parseAddress(withoutPort)) return parsed;
  return { problem: `${quoted(text)} has a port; a namespace is given by the address alone, ${withoutPort}` };
}

/** Logs are compared with it letter by letter. */
function parsePointer(text: string): Parsed<string> {
  if (POINTER.test(text)) return { value: text.toLowerCase() };
  return {
    problem: `${quoted(text)} is no pointer; write it as the log prints it, like ffff9710acf80000`,
  };
}
