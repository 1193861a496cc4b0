import { html, type Content, type Html } from './html.js';

/** A column of a table: its head, and whether it has numbers. */
export interface Column {
  readonly head: string;
  readonly isNumber?: boolean;
}

/**
 * A table with a caption for who cannot see where it stands; each row's first cell is its heading. Wide ones scroll
 * within themselves, also by keyboard.
 */
export function tableHtml(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
): Html {
  return scrolling(
    caption,
    html`<table>
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head, isNumber }) => html`<th scope="col" class="${align(isNumber)}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, i) => cellHtml(cell, i, columns[i]))}
            </tr> `,
        )}
      </tbody>
    </table>`,
  );
}

/** Something that may be wider than the page. */
export function scrolling(label: string, content: Html, as = ''): Html {
  return html`<div class="scroll ${as}" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}

function cellHtml(cell: Content, i: number, column: Column | undefined): Html {
  if (i === 0) return html`<th scope="row">${cell}</th>`;
  return html`<td class="${align(column?.isNumber)}">${cell}</td>`;
}

function align(isNumber: boolean | undefined): string {
  return isNumber === true ? 'number' : 'words';
}
