import { shown } from '../../../model/shown.js';
import { foldLine } from '../../fold.js';
import { plainText, type Line } from '../../line.js';
import { xmlAttributes, xmlText } from '../../xml.js';
import { describe } from '../describe.js';
import type { LanePicture } from '../lane-picture.js';
import type { LaneSection } from '../lane-sections.js';
import { drawPicture, type Drawing } from './draw-picture.js';
import { lineAt, lineWidth, rect, rounded } from './shapes.js';
import { LANES_CSS } from './style.js';

/**
 * One picture as an `<svg>` element for a page that has `LANES_CSS` in its style. `id` is unique in the page: what the
 * picture is called and says hangs on it.
 */
export function lanesSvg(picture: LanePicture, id: string): string {
  return svgElement(drawPicture(picture), {
    id,
    title: plainText(picture.heading).trim(),
    description: describe(picture),
  });
}

const MARGIN = 16;
const BETWEEN = 24;
/** Columns of what stands above and below the pictures. */
const WIDEST_TEXT = 100;
const TEXT_LINE = 20;

/** All sections as one SVG file, the pictures one below the other; `notes` stand below them. */
export function lanesFile(sections: readonly LaneSection[], notes: readonly Line[]): string {
  const blocks = sections.flatMap(({ heading, input, pictures }, i): Drawing[] => [
    ...(input === null || input === sections[i - 1]?.input
      ? []
      : [textBlock([{ text: `${shown(input)}:`, as: 'bold' }])]),
    textBlock(heading),
    ...pictures.map(drawPicture),
  ]);
  const drawing = stacked([...blocks, ...notes.map(textBlock)]);
  const description = sections.flatMap(({ heading, pictures }) => [
    `${plainText(heading)}.`,
    ...pictures.map(describe),
  ]);
  const markup = `<style>\n${LANES_CSS}\n</style>\n${rect('page', 0, 0, drawing.width, drawing.height)}\n${drawing.markup}`;
  const title = 'Paths of packets through network namespaces and netfilter hooks';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svgElement(
    { ...drawing, markup },
    { id: 'lanes', title, description: [...description, ...notes.map(plainText)].join(' ') },
  )}`;
}

function textBlock(line: Line): Drawing {
  const lines = foldLine(line, WIDEST_TEXT, 2);
  return {
    width: Math.max(...lines.map(lineWidth)),
    height: lines.length * TEXT_LINE,
    markup: lines.map((one, i) => lineAt(0, 15 + i * TEXT_LINE, one)).join(''),
  };
}

function stacked(blocks: readonly Drawing[]): Drawing {
  let y = MARGIN;
  const parts: string[] = [];
  for (const { height, markup } of blocks) {
    parts.push(`<g transform="translate(${MARGIN} ${rounded(y)})">\n${markup}\n</g>`);
    y += height + BETWEEN;
  }
  const width = Math.max(0, ...blocks.map((block) => block.width)) + 2 * MARGIN;
  return { width, height: blocks.length === 0 ? 2 * MARGIN : y - BETWEEN + MARGIN, markup: parts.join('\n') };
}

function svgElement(
  { width, height, markup }: Drawing,
  { id, title, description }: { id: string; title: string; description: string },
): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const attributes = xmlAttributes({
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'lanes',
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-desc`,
    width: w,
    height: h,
    viewBox: `0 0 ${w} ${h}`,
  });
  return `<svg${attributes}>
<title id="${id}-title">${xmlText([title])}</title>
<desc id="${id}-desc">${xmlText([description])}</desc>
${markup}
</svg>
`;
}
