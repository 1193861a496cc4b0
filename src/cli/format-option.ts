import { Option } from 'commander';

/** `--format` of the commands that print for people and for programs. */
export function textOrJson(): Option {
  return new Option('--format <format>', 'text for people, json for programs (NDJSON)')
    .choices(['text', 'json'])
    .default('text');
}
