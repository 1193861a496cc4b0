import { LANES_CSS } from '../lanes/svg/style.js';
import { COLOURS } from './colours.js';

/**
 * What pages look like. Text of the log may be of any length: it wraps anywhere, or scrolls within itself, so that a page
 * is never wider than its window.
 */
export const STYLESHEET = `
${LANES_CSS}
${COLOURS}
*, ::before, ::after { box-sizing: border-box; }
html { font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif;
  background: var(--page); color: var(--text); scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; overflow-wrap: anywhere; }
code, pre, .map text, .trail { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
code, pre, .trail { font-size: .86em; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
p, ul, ol, dl, pre, figure { margin: 0 0 .75rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.7rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); margin-bottom: .75rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
h4 { font-size: 1rem; margin: 0 0 .25rem; }
h4::first-letter { text-transform: uppercase; }

.page { max-width: 82rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
header { margin-bottom: 1rem; }
.brand { margin: 0; font-size: .78rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; padding: 0; }
nav a { display: block; padding: .2rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
main > section { margin-bottom: 2.75rem; scroll-margin-top: 1rem; }
footer { color: var(--quiet); font-size: .86rem; border-top: 1px solid var(--line); padding-top: .75rem; }
.lead { max-width: 68ch; color: var(--quiet); }
article > p, .finding > p:not(.trail), .symptoms p { max-width: 78ch; }
@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 11rem minmax(0, 1fr); column-gap: 2.5rem; padding: 2rem 2rem 4rem; }
  header, footer { grid-column: 2; }
  nav { grid-column: 1; grid-row: 2; }
  nav ul { position: sticky; top: 1.5rem; flex-direction: column; border-left: 1px solid var(--line); padding-left: .9rem; }
  main { grid-column: 2; min-width: 0; }
}

.quiet, .dim { color: var(--quiet); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.warn { color: var(--warn); }
.nat { color: var(--nat); }
.star { color: var(--star); }
.bold { font-weight: 650; }
.rest { color: var(--quiet); font-style: italic; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .4rem .8rem; background: var(--page); z-index: 1; }
.skip:focus { top: .5rem; }

.warning { border: 1px solid var(--warn); border-left-width: 4px; border-radius: 6px; background: var(--warn-back); padding: .7rem 1rem .1rem; margin-bottom: 1.25rem; }
.warning p, .warning ul { margin-bottom: .5rem; max-width: 78ch; }
.warning ul { padding-left: 1.2rem; }
.figures { display: flex; flex-wrap: wrap; gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.figures div { flex: 1 1 6rem; background: var(--card); padding: .55rem .8rem; display: flex; flex-direction: column-reverse; color: var(--text); }
.figures dt { font-size: .8rem; color: var(--quiet); }
.figures dd { margin: 0; font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.figures .none dd { color: var(--quiet); font-weight: 400; }
.figures .bad dd { color: var(--bad); }
.figures .warn dd { color: var(--warn); }

.scroll { overflow-x: auto; max-width: 100%; margin-bottom: .75rem; --back: var(--page);
  /* A shadow at each side that has more; the covers scroll away with what is there. */
  background: linear-gradient(to right, var(--back) 50%, transparent) left / 2rem 100% local no-repeat,
    linear-gradient(to left, var(--back) 50%, transparent) right / 2rem 100% local no-repeat,
    linear-gradient(to right, var(--shade), transparent) left / .7rem 100% no-repeat,
    linear-gradient(to left, var(--shade), transparent) right / .7rem 100% no-repeat; }
.card .scroll, pre.scroll { --back: var(--card); }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
th, td { padding: .3rem .9rem .3rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); max-width: 34rem; }
thead th { font-weight: 500; font-size: .84rem; color: var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 500; }
td.words { min-width: 5rem; }
.number { text-align: right; white-space: nowrap; }
th.number { white-space: normal; }
pre { padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 6px; line-height: 1.45; }

.card { border: 1px solid var(--line); border-radius: 8px; background: var(--card); padding: .9rem 1.1rem .3rem; margin-bottom: 1rem; }
.card h3 { margin-top: 0; }
.rule { border-left: 4px solid var(--line); color: inherit; }
.rule.good { border-left-color: var(--good); }
.rule.bad { border-left-color: var(--bad); }
.rule.warn { border-left-color: var(--warn); }
.verdict { margin-bottom: .25rem; }
.finding { border-top: 1px solid var(--line); padding-top: .75rem; margin-top: .25rem; }
.trail { width: fit-content; padding: .45rem .7rem; border-radius: 6px; background: var(--page); border: 1px solid var(--line); line-height: 1.7; }
.todo { padding-left: 1.3rem; text-indent: -1.3rem; }
.todo::before { content: "→" / ""; display: inline-block; width: 1.3rem; text-indent: 0; color: var(--link); }
.symptoms { list-style: none; padding: 0; }
.symptoms li { margin-bottom: 1rem; }
.symptoms p { margin-bottom: .15rem; }
.symptoms strong > [aria-hidden] { display: inline-block; width: 1.3rem; margin-right: -.3em; }
.symptoms li > p:not(.todo) + p, .symptoms .todo { margin-left: 1.3rem; }
.inputs { list-style: none; padding: 0; }
.inputs code { font-size: .92em; }

.maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 1rem; margin-bottom: 1rem; }
figure { border: 1px solid var(--line); border-radius: 8px; background: var(--card); padding: .8rem 1rem; margin: 0; min-width: 0; }
figcaption { font-weight: 650; margin-bottom: .5rem; }
.notes { margin: .5rem 0 0; padding-left: 1.1rem; font-size: .88rem; color: var(--quiet); }
.map { display: block; width: 100%; max-width: 30rem; height: auto; margin: 0 auto; }
.map text { fill: var(--text); font-size: 12px; }
.map .hook { fill: var(--page); stroke: var(--edge); stroke-width: 1.2; }
.map .hook.none { fill: none; stroke: var(--line); stroke-dasharray: 4 3; }
.map .local { fill: none; stroke: var(--line); }
.map .label, .map .count { fill: var(--quiet); font-size: 12px; }
.map .hookname { font-size: 12.5px; }
.map .figure { font-size: 15px; font-weight: 650; }
.map .trouble { font-size: 11.5px; }
.map .trouble.bad { fill: var(--bad); }
.map .trouble.warn { fill: var(--warn); }
.map .star { fill: var(--star); font-size: 16px; }
.map .way { fill: none; stroke: var(--way); }
.map .way.none { stroke: var(--line); stroke-dasharray: 2 4; }
.map .head { fill: var(--way); }

/* The lanes in the page's own colours, on paper the light ones. */
.steps { display: none; list-style: none; padding: 0; font-size: .92rem; }
.whole { white-space: nowrap; margin-left: .6em; }
.steps ul { padding-left: 1.1rem; margin-bottom: .5rem; }
@media screen and (max-width: 48rem) {
  .steps { display: block; }
  .picture { display: none; }
}
/* Pictures shrink to the window, but not so far that nobody can read them. */
.lanes { display: block; max-width: 100%; height: auto; }
.lanes-3 .lanes { min-width: 36rem; }
.lanes-4 .lanes { min-width: 48rem; }
.lanes-many .lanes { min-width: 60rem; }
.lanes .lane { fill: var(--card); stroke: var(--line); }
.lanes .hollow { fill: var(--card); }
.lanes .idle { stroke: var(--edge); }
.lanes .way { stroke: var(--way); }
.lanes .text, .lanes .bold { fill: var(--text); }
.lanes .dim { fill: var(--quiet); }
.lanes .line-text { stroke: var(--text); }
.lanes .good { fill: var(--good); } .lanes .line-good { stroke: var(--good); }
.lanes .bad { fill: var(--bad); } .lanes .line-bad { stroke: var(--bad); }
.lanes .warn { fill: var(--warn); } .lanes .line-warn { stroke: var(--warn); }
.lanes .nat { fill: var(--nat); }

.service { scroll-margin-top: 1rem; }
.service > h3 { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 1rem; margin-top: 1.75rem; }
details { border: 1px solid var(--line); border-radius: 8px; margin-bottom: .6rem; background: var(--page); }
summary { padding: .45rem .8rem; cursor: pointer; border-radius: 8px; }
summary:hover { background: var(--card); }
details[open] > summary { border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0; margin-bottom: .7rem; }
details > :not(summary) { margin-left: .8rem; margin-right: .8rem; }
details > .scroll { max-width: calc(100% - 1.6rem); }
.anchor { display: block; scroll-margin-top: 4rem; }
.path summary { font-variant-numeric: tabular-nums; }
.path .direction { font-weight: 650; }
.path .times { margin-right: .4rem; }

@media print {
  :root { color-scheme: light; }
  html { font-size: 11px; background: none; }
  .page { display: block; max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .card, figure, tr, .finding, .warning { break-inside: avoid; }
  h2, h3, h4, summary { break-after: avoid; }
  .scroll { overflow: visible; background: none; }
  .picture .lanes { min-width: 0; }
  pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`;
