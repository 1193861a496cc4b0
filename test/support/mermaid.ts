import fs from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';

/** What Mermaid has understood of a sequence diagram. */
export interface SequenceDiagram {
  /** What is written on participants, by their ids. */
  readonly participants: ReadonlyMap<string, string>;
  /** Arrows from one participant to another, and notes. */
  readonly messages: readonly SequenceMessage[];
}

export interface SequenceMessage {
  readonly kind: 'arrow' | 'cross' | 'note';
  readonly from: string;
  readonly to: string;
  /** As it is drawn: entities decoded, a line for each `<br/>`. */
  readonly text: string;
}

interface Mermaid {
  /** Knows all kinds of diagrams when it has parsed one. */
  parse(text: string): Promise<unknown>;
  readonly mermaidAPI: {
    getDiagramFromText(text: string): Promise<{ readonly type: string; readonly db: Database }>;
  };
}

interface Database {
  getActors(): ReadonlyMap<string, { readonly description: string }>;
  getMessages(): readonly {
    readonly from: string;
    readonly to: string;
    readonly message: string;
    readonly type: number;
  }[];
}

/** Of LINETYPE in Mermaid's sequenceDb: an arrow, a cross at its end, and a note. */
const KINDS: Readonly<Record<number, SequenceMessage['kind']>> = { 0: 'arrow', 3: 'cross', 2: 'note' };

let loaded: Mermaid | undefined;

/** Mermaid is a script for pages; its parsers need nothing of a page. */
function mermaid(): Mermaid {
  if (loaded !== undefined) return loaded;
  const script = fs.readFileSync(createRequire(import.meta.url).resolve('@mermaid-js/tiny'), 'utf8');
  const page: Record<string, unknown> = { console, setTimeout, clearTimeout, structuredClone, URL };
  page['globalThis'] = page;
  vm.runInNewContext(script, page);
  loaded = page['mermaid'] as Mermaid;
  return loaded;
}

/** Parses a sequence diagram. Throws Mermaid's own error where it is none. */
export async function parseSequence(text: string): Promise<SequenceDiagram> {
  await mermaid().parse(text);
  const { type, db } = await mermaid().mermaidAPI.getDiagramFromText(text);
  if (type !== 'sequence') throw new Error(`a diagram of type ${type}`);
  return {
    participants: new Map([...db.getActors()].map(([id, { description }]) => [id, decoded(description)])),
    messages: db.getMessages().map(({ from, to, message, type }) => {
      const kind = KINDS[type];
      if (kind === undefined) throw new Error(`a message of type ${type}`);
      return { kind, from, to, text: decoded(message) };
    }),
  };
}

/** Mermaid keeps entities in signs of its own until it draws them: `#35;` as `ﬂ°°35¶ß`. */
function decoded(text: string): string {
  const entity = /ﬂ°°(\d+)¶ß/g;
  if (text.replace(entity, '').includes('ﬂ')) throw new Error(`an entity that is none: ${text}`);
  return text
    .replaceAll('<br/>', '\n')
    .replace(entity, (_, code: string) => String.fromCodePoint(Number(code)));
}
