import { hookName } from '../../model/hook.js';
import { counted, grouped, plainText, type Line } from '../line.js';
import { deviceText, type LogNames } from '../names.js';
import type { Topology, TopologyEdge, TopologyNode } from './topology.js';

/** Colours that can be read on white and on black. */
const GREY = '#6e7781';
const RED = '#cf222e';
const AMBER = '#9a6700';

/**
 * A topology in the language of Graphviz: a cluster for each namespace, a box for each hook with the number of its entries,
 * an ellipse for each device, and an edge with the number of packets. What is doubtful is counted, and dashed where nothing
 * else was there.
 */
export function topologyDot(topology: Topology, names: LogNames, notes: readonly Line[]): string {
  const clusters = new Map<string, TopologyNode[]>();
  for (const node of topology.nodes) {
    const key = `${node.boot} ${node.netns}`;
    const cluster = clusters.get(key);
    if (cluster === undefined) clusters.set(key, [node]);
    else cluster.push(node);
  }
  return [
    'digraph nfpath {',
    '  rankdir=LR',
    `  label=${quoted(notes.map(plainText).join('\n'))}`,
    '  labelloc=b',
    '  node [fontname="monospace" fontsize=11]',
    '  edge [fontname="monospace" fontsize=10]',
    ...[...clusters.values()].flatMap((nodes, i) => clusterLines(nodes, i, topology, names)),
    ...topology.edges.map(edgeText),
    '}',
    '',
  ].join('\n');
}

function clusterLines(
  nodes: readonly TopologyNode[],
  index: number,
  { nodes: all }: Topology,
  names: LogNames,
): string[] {
  const { boot, netns } = nodes[0]!;
  const isOneBoot = all.every((node) => node.boot === boot);
  const label = names.namespaces.nameOf(netns, boot) + (isOneBoot ? '' : ` (boot ${boot + 1})`);
  return [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(label)}`,
    `    color=${quoted(GREY)}`,
    '    fontname="monospace bold" labelloc=t labeljust=l',
    ...nodes.map((node) => `    n${node.id} [${nodeText(node, names)}]`),
    '  }',
  ];
}

function nodeText({ place, count, ambiguous }: TopologyNode, { texts }: LogNames): string {
  switch (place.kind) {
    case 'hook': {
      const doubt = ambiguous > 0 ? `\n${grouped(ambiguous)} ambiguous` : '';
      const entries = counted(count, 'entry', 'entries');
      return `shape=box label=${quoted(`${hookName(place.hook)}\n${entries}${doubt}`)}${ambiguous === count ? ' style=dashed' : ''}`;
    }
    case 'device':
      return `shape=ellipse label=${quoted(deviceText(texts, place.device))}`;
    case 'stopped':
      return `shape=octagon color=${quoted(RED)} label=${quoted(`dropped, queued or stolen\n${counted(count, 'packet')}`)}`;
    case 'open':
      return `shape=octagon color=${quoted(AMBER)} label=${quoted(`still open\n${counted(count, 'packet')}`)}`;
  }
}

function edgeText({ from, to, count, doubtful }: TopologyEdge): string {
  const doubt = doubtful > 0 ? `\n${grouped(doubtful)} doubtful` : '';
  const style = doubtful === count ? ` style=dashed color=${quoted(AMBER)}` : '';
  return `  n${from.id} -> n${to.id} [label=${quoted(grouped(count) + doubt)}${style}]`;
}

/**
 * A string of the language. In labels a backslash begins an escape and `&` an entity, so both are escaped as well.
 * Source: graphviz.org/doc/info/lang.html and /docs/attr-types/escString.
 */
function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('&', '&amp;')
    .replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
