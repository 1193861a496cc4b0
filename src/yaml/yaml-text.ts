import { LineCounter, parseDocument } from 'yaml';
import type { FilePosition } from '../model/policy.js';
import { BadFile, type TextProblem } from './bad-file.js';
import type { FileKind } from './file-kind.js';
import { tooDeepAt } from './yaml-depth.js';
import { yamlErrorWords } from './yaml-error-words.js';
import { restrictionsBrokenBy } from './yaml-restrictions.js';
import { YamlTree } from './yaml-tree.js';

/** The text of a file that people write: where its offsets are, and what YAML makes of it. */
export class YamlText {
  readonly #file: string;
  readonly #kind: FileKind;
  readonly #text: string;
  readonly #lines = new LineCounter();

  constructor(text: string, file: string, kind: FileKind) {
    this.#file = file;
    this.#kind = kind;
    this.#text = text.replace(/^\uFEFF/, '');
    this.#lines.addNewLine(0);
    for (const { index } of this.#text.matchAll(/\n/g)) this.#lines.addNewLine(index + 1);
  }

  /** Throws BadFile where the text is not YAML, or has what such files may not have. */
  parse(): YamlTree {
    this.#refuseWhatIsNoText();
    const deep = tooDeepAt(this.#text);
    if (deep !== null) this.refuse([{ offset: deep, message: 'lists and maps are nested too deeply here' }]);
    const document = parseDocument(this.#text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // `restrictionsBrokenBy` looks for them: the package compares each key with each other.
      uniqueKeys: false,
      prettyErrors: false,
    });
    // What follows the first error is mostly due to it.
    const [error] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
    if (error !== undefined) {
      this.refuse([{ offset: error.pos[0], message: yamlErrorWords(error, this.#text, this.#kind) }]);
    }
    const broken = restrictionsBrokenBy(document, this.#text, this.#kind);
    if (broken.length > 0) this.refuse(broken);
    return new YamlTree(document, this.#text);
  }

  /** A line and column; the latter in UTF-16 units, as editors count. */
  positionOf(offset: number): FilePosition {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.#text.length));
    return { line, column: col };
  }

  refuse(problems: readonly TextProblem[]): never {
    const placed = problems.map(({ offset, message }) => ({ ...this.positionOf(offset), message }));
    throw new BadFile(this.#file, this.#text, placed);
  }

  #refuseWhatIsNoText(): void {
    const bytes = Buffer.byteLength(this.#text);
    const { one, mostBytes } = this.#kind;
    if (bytes > mostBytes) {
      const size = `${Math.ceil(bytes / 1024)} KiB`;
      const most = `${mostBytes / 1024} KiB`;
      this.refuse([{ offset: 0, message: `the file has ${size}; ${one} has ${most} at most` }]);
    }
    const odd = /\uFFFD|[^\P{Cc}\t\n\r]/u.exec(this.#text);
    if (odd === null) return;
    const message =
      odd[0] === '\uFFFD'
        ? 'this is not UTF-8, or a character that stands for what was not; save the file as UTF-8'
        : `a control character has no place in ${one}; take it out`;
    this.refuse([{ offset: odd.index, message }]);
  }
}
