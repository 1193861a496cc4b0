import { policyJsonSchema } from '../../policy/json-schema.js';
import { counted } from '../../report/line.js';
import { inputName } from '../../source/unreadable.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import { readPolicy } from '../../api/read-policy.js';

/** `nfpath policy validate`. Throws BadFile. */
export async function validatePolicy(path: string, { out }: Context): Promise<ExitCode> {
  const { services, rules } = await readPolicy(path);
  out.write(
    `${inputName(path)}: good: ${counted(services.length, 'service')}, ${counted(rules.length, 'rule')}\n`,
  );
  return EXIT.ran;
}

/** `nfpath policy schema`. */
export function printPolicySchema({ out }: Context): ExitCode {
  out.write(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
  return EXIT.ran;
}
