import { createHash } from 'node:crypto';
import { html, styleElement, type Html } from './html.js';
import { STYLESHEET } from './stylesheet.js';

/** A part of a page that its contents list. */
export interface Section {
  /** Unique in the page; what links lead to. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export interface Page {
  readonly title: string;
  /** Of nfpath. */
  readonly version: string;
  /** What stands above all sections. */
  readonly lead: Html;
  readonly sections: readonly Section[];
}

/**
 * A page that needs nothing but itself. Its policy lets nothing be loaded and no script run, whatever were in it: only
 * the one style sheet has its hash there (https://www.w3.org/TR/CSP3/).
 */
export function page({ title, version, lead, sections }: Page): string {
  const hash = createHash('sha256').update(STYLESHEET).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="nfpath ${version}" />
        <title>${title} – nfpath</title>
        ${styleElement(STYLESHEET)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <div class="page">
          <header>
            <p class="brand">nfpath report</p>
            <h1>${title}</h1>
          </header>
          ${sections.length > 1 ? contentsHtml(sections) : null}
          <main id="content">${lead} ${sections.map(sectionHtml)}</main>
          <footer>
            <p>Made by nfpath ${version} from the log alone. The page has no scripts and loads nothing.</p>
          </footer>
        </div>
      </body>
    </html>`.text.concat('\n');
}

function contentsHtml(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents">
    <ul>
      ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
  </nav>`;
}

function sectionHtml({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}
