import type { Line } from '../line.js';
import { html, joined, type Html } from './html.js';

/** A line of a text report with its ways of standing out as classes. */
export function lineHtml(line: Line): Html {
  return html`${line.map((span) => {
    if (typeof span === 'string') return span;
    return span.as === undefined ? span.text : html`<span class="${span.as}">${span.text}</span>`;
  })}`;
}

/** Lines as preformatted text, which scrolls sideways where it is too wide; the label is for who cannot see it. */
export function linesHtml(lines: readonly Line[], label: string): Html {
  const text = joined(lines.map(lineHtml), html``);
  return html`<pre class="scroll" tabindex="0" role="group" aria-label="${label}">${text}</pre>`;
}
