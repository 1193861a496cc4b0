import type { Atoms, CompiledGrammar } from './compile/grammar.js';
import * as header from './generated/header.js';
import * as layers from './generated/layers.js';
import * as marks from './generated/marks.js';
import * as nftrace from './generated/nftrace.js';

/** A grammar as nearleyc compiled it, and its atoms. */
export interface LineGrammar {
  readonly grammar: CompiledGrammar;
  readonly atoms: Atoms;
}

/** `grammar/nftrace.ne`: a line that nftrace printed. */
export const TRACE_LINE = lineGrammar(nftrace);
/** `grammar/layers.ne`: what stands around a kernel's line. */
export const LAYER = lineGrammar(layers);
/** The same, but who the line is from. */
export const ORIGIN: LineGrammar = { ...LAYER, grammar: { ...LAYER.grammar, ParserStart: 'origin' } };
/** `grammar/marks.ne`: lines that tell of other lines. */
export const MARK = lineGrammar(marks);
/** `grammar/header.ne`: what a capture has in front of its log. */
export const HEADER = lineGrammar(header);

function lineGrammar(generated: { default: unknown; int: unknown; text: unknown }): LineGrammar {
  return {
    grammar: generated.default as CompiledGrammar,
    atoms: { int: generated.int, text: generated.text } as Atoms,
  };
}
