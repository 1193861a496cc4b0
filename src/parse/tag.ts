import { UsersError } from '../model/users-error.js';
import { DEFAULT_TAG } from './default-tag.js';
import { recognisersTagged } from './grammar-tasks.js';
import { RECOGNISERS } from './recogniser.js';
import { Module } from './wasm/engine.js';

/** A `--tag` that no line can carry, or that cannot be told from a time stamp. */
export class BadTag extends UsersError {
  override readonly name = 'BadTag';
}

/** The lines of one tag, and what recognises them. */
export interface TaggedLines {
  /** As latin1. */
  readonly tag: string;
  /** The same in its brackets. */
  readonly mark: string;
  readonly module: Module;
}

/**
 * The lines that begin with `[tag]: `. For any other tag than nftrace the grammar is compiled here and now,
 * which takes some 0.2 s. Throws BadTag.
 */
export function linesTagged(tag: string = DEFAULT_TAG): TaggedLines {
  if (tag === DEFAULT_TAG) return { tag, mark: `[${tag}]`, module: RECOGNISERS };
  if (tag === '') throw new BadTag('a tag cannot be empty');
  if (Array.from(tag).some((char) => char < ' ' || char === '\x7f' || char === ']')) {
    throw new BadTag(`a tag cannot hold "]" or control characters: ${JSON.stringify(tag)}`);
  }
  const bytes = Buffer.from(tag, 'utf8').toString('latin1');
  const module = recognisersTagged(bytes);
  if (module !== null) return { tag: bytes, mark: `[${bytes}]`, module: new Module(module) };
  throw new BadTag(`lines tagged ${JSON.stringify(tag)} cannot be told from their time stamps`);
}
