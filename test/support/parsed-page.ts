/** Pages as a parser of the HTML standard sees them. */
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

export type Element = Tree.Element;

/** A page and what its parser has to complain of. */
export class ParsedPage {
  /** Names of parse errors, as the HTML standard gives them. */
  readonly errors: string[] = [];
  readonly elements: readonly Element[];

  constructor(html: string) {
    const document = parse(html, { onParseError: ({ code }) => this.errors.push(code) });
    this.elements = elementsIn(document);
  }

  /** The element with an id. Throws where there is none. */
  byId(id: string): Element {
    const found = this.elements.find((element) => attribute(element, 'id') === id);
    if (found === undefined) throw new Error(`no element has the id ${id}`);
    return found;
  }

  /** The rows of the table with this caption as texts of cells; none where there is no such table. */
  table(caption: string): string[][] {
    const table = elementsOf(this.elements, 'table').find(
      (one) => textOf(elementsOf(elementsIn(one), 'caption')[0]!) === caption,
    );
    if (table === undefined) return [];
    return elementsOf(elementsIn(table), 'tr')
      .map((row) => elementsIn(row).filter(({ tagName }) => tagName === 'th' || tagName === 'td'))
      .map((cells) => cells.map(textOf));
  }
}

/** All elements below a node, in the order of the document. */
export function elementsIn(node: Tree.ParentNode): Element[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : []));
}

export function elementsOf(elements: readonly Element[], name: string): Element[] {
  return elements.filter(({ tagName }) => tagName === name);
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

/** The text in an element, with runs of blanks as one. */
export function textOf(node: Tree.ChildNode): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: Tree.ChildNode): string {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
}

/** `1,234` as a number; a dash as none. */
export function countOf(text: string): number {
  return text === '–' ? 0 : Number(text.replaceAll(',', ''));
}
