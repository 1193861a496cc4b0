import type { Command } from 'commander';
import type { Context } from '../context.js';

const EXAMPLES = `
Examples:
  nfpath policy validate guard.yaml                  says where a mistake is, and what was meant
  nfpath policy schema > nfpath-policy.schema.json   for editors that complete and check YAML

Exit code: 0 the policy is good, 2 it is not, or could not be read.`;

/** `nfpath policy validate` and `nfpath policy schema` on the command line. */
export function addPolicy(program: Command, context: Context): void {
  const command = program
    .command('policy')
    .description('check a policy file itself, or print its JSON Schema');
  command.addHelpText('after', EXAMPLES);
  command
    .command('validate')
    .description('read a policy and say what is wrong with it')
    .argument('<file>', 'the policy, YAML; - is standard input')
    .action(async (file: string) => {
      const { validatePolicy } = await import('../actions/policy.js');
      context.exit(await validatePolicy(file, context));
    });
  command
    .command('schema')
    .description('print the JSON Schema of policies')
    .action(async () => {
      const { printPolicySchema } = await import('../actions/policy.js');
      context.exit(printPolicySchema(context));
    });
}
