import { Analysis } from '../../src/analyze.js';
import { PathDigest } from '../../src/report/analyze/path-digest.js';
import type { DrawnLog } from '../../src/report/draw/drawn-log.js';
import type { LanePicture } from '../../src/report/lanes/lane-picture.js';
import { laneSections } from '../../src/report/lanes/lane-sections.js';
import { Topology } from '../../src/report/topology/topology.js';
import { feed } from './analysed.js';
import { kernelLog, walk, type Walk } from './kernel-log.js';

/** What `nfpath draw` knows of a log. */
export function drawnLog(log: string | Buffer): DrawnLog {
  const digest = new PathDigest();
  const topology = new Topology();
  const analysis: Analysis = new Analysis({
    packet: (packet) => {
      digest.addPacket(packet);
      topology.add(packet);
    },
    flow: (flow) => digest.addFlow(flow, analysis.texts),
  });
  analysis.beginInput();
  feed(analysis.chunks, Buffer.from(log));
  analysis.finish();
  const { texts, namespaces, ledger, packets, flows } = analysis;
  return {
    digest,
    topology,
    names: { texts, namespaces, inputs: ['a.log'] },
    marksOf: () => [],
    ledger,
    facts: { complete: true, packets, flows },
  };
}

export function picturesOf({ digest, names }: DrawnLog): LanePicture[] {
  return laneSections(digest, names).flatMap(({ pictures }) => pictures);
}

/** A packet through so many namespaces, each with a device of this name on either side. */
export function longWalk(namespaces: number, device: string, skb = 'skb1'): Walk {
  const steps = Array.from({ length: namespaces }, (_, i): string[] => {
    if (i === 0) return [`ns0/LOCAL_OUT >${device}`, `ns0/POST_ROUTING >${device}`];
    if (i === namespaces - 1) return [`ns${i}/PRE_ROUTING ${device}`, `ns${i}/LOCAL_IN ${device}`];
    return [
      `ns${i}/PRE_ROUTING ${device}`,
      `ns${i}/FORWARD ${device}>${device}2`,
      `ns${i}/POST_ROUTING ${device}>${device}2`,
    ];
  });
  return walk(skb, '10.0.0.1:4000 > 10.9.9.9:443', steps.flat());
}

export function longLog(namespaces: number, device: string): string {
  return kernelLog([longWalk(namespaces, device)]).text;
}
