/** A workflow command as GitHub's runner reads it. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * Reads workflow commands as actions/runner does (ActionCommand.TryParseV2), and throws on whatever it would only
 * print or get wrong.
 */
export function workflowCommands(output: string): WorkflowCommand[] {
  if (!output.endsWith('\n')) throw new Error('the last line does not end');
  return output
    .slice(0, -1)
    .split('\n')
    .map((line) => commandOf(line));
}

function commandOf(line: string): WorkflowCommand {
  if (!line.startsWith('::')) throw new Error(`no command: ${line}`);
  const end = line.indexOf('::', 2);
  if (end < 0) throw new Error(`a command without an end: ${line}`);
  const [name, list] = split(line.slice(2, end), ' ');
  const properties = list === undefined ? [] : list.split(',').map(propertyOf);
  return { name, properties: Object.fromEntries(properties), message: unescaped(line.slice(end + 2), false) };
}

function propertyOf(pair: string): [string, string] {
  const [name, value] = split(pair, '=');
  if (!/^[a-z]+$/i.test(name) || value === undefined) throw new Error(`no property: ${pair}`);
  return [name, unescaped(value, true)];
}

function split(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

/** In the runner's order: `%25` last, so that `%250A` is `%0A` and no line break. */
function unescaped(text: string, isProperty: boolean): string {
  if (/%(?!25|0D|0A|3A|2C)/.test(text)) throw new Error(`a % that is not escaped: ${text}`);
  if (/[\r\n]/.test(text) || (isProperty && /[:,]/.test(text))) throw new Error(`not escaped: ${text}`);
  const line = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const whole = isProperty ? line.replaceAll('%3A', ':').replaceAll('%2C', ',') : line;
  return whole.replaceAll('%25', '%');
}
