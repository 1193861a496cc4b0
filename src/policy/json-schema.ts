import { z } from 'zod';
import { POLICY_SCHEMA } from './schema.js';

/** The JSON Schema of a policy file, for editors: draft 7, which yaml-language-server understands best. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(POLICY_SCHEMA, { target: 'draft-7', io: 'input' });
}
