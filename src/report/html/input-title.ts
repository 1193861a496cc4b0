/** An input or policy for a person, who may not know what `-` stands for. */
export function inputTitle(input: string): string {
  return input === '-' ? 'standard input' : input;
}
