/** A rule's symbol in nearley's compiled form: the name of a rule, a character, or a class of characters. */
export type GrammarSymbol = string | { literal: string } | RegExp;

export type Postprocessor = (data: unknown[], location?: unknown, reject?: unknown) => unknown;

export interface GrammarRule {
  name: string;
  symbols: GrammarSymbol[];
  postprocess?: Postprocessor | undefined;
}

/** What nearleyc makes of a `.ne` file. */
export interface CompiledGrammar {
  ParserRules: GrammarRule[];
  ParserStart: string;
}

/**
 * The two postprocessors that make a value of a rule's characters. The grammar defines them for nearley;
 * the compiler knows them by identity and makes code that does the same.
 */
export interface Atoms {
  readonly int: Postprocessor;
  readonly text: Postprocessor;
}

/** A grammar that cannot be compiled: which rule, why, and what to do about it. */
export class UnsoundGrammar extends Error {
  override readonly name = 'UnsoundGrammar';

  constructor(rule: string, reason: string) {
    super(`rule ${rule}: ${reason}`);
  }
}
