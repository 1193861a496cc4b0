import type { Atoms, CompiledGrammar } from './compile/grammar.js';
import * as generated from './generated/grammar.js';

/** `grammar/nftrace.ne`, as nearleyc compiled it. */
export const GRAMMAR = generated.default as unknown as CompiledGrammar;

/** Its atoms. */
export const ATOMS = { int: generated.int, text: generated.text } as unknown as Atoms;
