import type { Ledger } from '../../model/ledger.js';
import { unlistedText } from '../analyze/flows-text.js';
import type { PathDigest } from '../analyze/path-digest.js';
import type { SummaryFacts } from '../json.js';
import { foldClients } from '../lanes/fold-clients.js';
import { busiest, laneSections, type LaneSection, type MarksOf } from '../lanes/lane-sections.js';
import { lanesMermaid } from '../lanes/mermaid/lanes-mermaid.js';
import { lanesFile } from '../lanes/svg/lanes-svg.js';
import { ledgerLine } from '../ledger-text.js';
import { counted, type Line } from '../line.js';
import type { LogNames } from '../names.js';
import { topologyDot } from '../topology/topology-dot.js';
import type { Topology } from '../topology/topology.js';

/** All that `nfpath draw` knows of a log. */
export interface DrawnLog {
  /** The packets and flows that were asked for. */
  readonly digest: PathDigest;
  readonly topology: Topology;
  readonly names: LogNames;
  /** What the rules of a policy have to do with a packet; nothing where there is no policy. */
  readonly marksOf: MarksOf;
  readonly ledger: Ledger;
  readonly facts: SummaryFacts;
}

/** A higher picture is neither drawn by browsers nor looked at. */
const MOST_PICTURES = 200;

/** The distinct paths as a sequence diagram of Mermaid. */
export function drawMermaid(log: DrawnLog): string {
  return lanesMermaid(sectionsOf(log), [...unlisted(log), ledgerOf(log)]);
}

/** The distinct paths as lanes. */
export function drawSvg(log: DrawnLog): string {
  const { sections, leftOut } = busiest(sectionsOf(log), MOST_PICTURES);
  const { paths, packets } = leftOut;
  const text = `not drawn: ${counted(paths, 'path')} of ${counted(packets, 'packet')}, the rarest ones`;
  const notes: Line[] = paths === 0 ? [] : [[{ text, as: 'warn' }]];
  return lanesFile(sections, [...notes, ...unlisted(log), ledgerOf(log)]);
}

/** Namespaces, devices and hooks, and how many packets went between them, for Graphviz. */
export function drawDot(log: DrawnLog): string {
  const { topology, names } = log;
  const text = `not drawn in full: ${counted(topology.leftOut, 'packet')}`;
  const notes: Line[] = topology.leftOut === 0 ? [] : [[{ text, as: 'warn' }]];
  return topologyDot(topology, names, [...notes, ledgerOf(log)]);
}

function sectionsOf({ digest, names, marksOf }: DrawnLog): LaneSection[] {
  return foldClients(laneSections(digest, names, marksOf));
}

function unlisted({ digest }: DrawnLog): Line[] {
  const { packets, flows } = digest.unlisted;
  return packets + flows === 0 ? [] : [[{ text: unlistedText(packets, flows), as: 'warn' }]];
}

/** What was lost is said in every format. */
function ledgerOf({ ledger, facts }: DrawnLog): Line {
  return ledgerLine(ledger, facts);
}
