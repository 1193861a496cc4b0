import { shown } from '../../model/shown.js';
import { contextsOf, type Context } from './template-contexts.js';

/** Markup that can stand in a page as it is. The class is not exported: the functions of this file alone make any. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Html = Markup;

/** What can be put into a template; null is nothing. */
export type Content = Html | string | number | null | readonly Content[];

const known = new WeakMap<TemplateStringsArray, readonly Context[]>();

/**
 * A template of markup, HTML or SVG, in which every value is text unless it was made by a template itself:
 *
 *     html`<p title="${name}">${name}</p>`
 *
 * What is not to be seen in a text is written out (`shown`), the rest escaped, so that no name of the log can be
 * anything but text. Throws RangeError where a template has a value in a place that escaping does not make safe
 * (`contextsOf`), and TypeError where markup is to be an attribute's value: mistakes of ours, which the first use shows.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let contexts = known.get(strings);
  if (contexts === undefined) known.set(strings, (contexts = contextsOf(strings)));
  let text = strings[0]!;
  for (let i = 0; i < values.length; i++) {
    text += (contexts[i] === 'text' ? contentText : valueText)(values[i]!) + strings[i + 1]!;
  }
  return new Markup(text);
}

/** Pieces with the same markup between them. */
export function joined(pieces: readonly Html[], between: Html): Html {
  return new Markup(pieces.map(({ text }) => text).join(between.text));
}

/** A picture by `lanesSvg`, which escapes what it writes by itself; no other markup comes in here. */
export function pictureHtml(svg: string): Html {
  return new Markup(svg);
}

/** A style sheet of ours. Throws RangeError where it could end its element. */
export function styleElement(css: string): Html {
  if (css.includes('<')) throw new RangeError('a style sheet cannot hold "<"');
  return new Markup(`<style>${css}</style>`);
}

function contentText(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escaped(content);
  return typeof content === 'number' ? String(content) : content.map(contentText).join('');
}

function valueText(content: Content): string {
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return escaped(content);
  throw new TypeError("an attribute's value is text");
}

const PLAIN = /^[\w .,:;/()+-]*$/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  if (PLAIN.test(text)) return text;
  return shown(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
