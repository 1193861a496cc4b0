import { counted } from '../line.js';
import { html, type Html } from './html.js';

/** `3 namespaces more not listed.`; nothing where there are none. */
export function restText(count: number, noun: string, text: string): Html | null {
  return count > 0 ? html`<p class="rest">${counted(count, noun)} more ${text}.</p>` : null;
}
