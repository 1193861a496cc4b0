import type { Entry } from '../../model/entry.js';
import type { Flow } from '../../model/flow.js';
import type { Ledger } from '../../model/ledger.js';
import type { Packet } from '../../model/packet.js';
import type { SummaryFacts } from '../json.js';
import type { LogNames } from '../names.js';
import type { Timeline } from './timeline.js';

/** Writes what is found in a log in the format of another tool, as it comes; keeps a bounded amount of it. */
export interface Exporter {
  /** In the order of the log, whatever becomes of it. */
  entry(entry: Entry): void;
  packet(packet: Packet): void;
  flow(flow: Flow): void;
  /** All of a boot was handed out: what follows is of another one. */
  newBoot(): void;
  /** The log has ended. */
  end(facts: SummaryFacts): void;
}

/** What every format is made with. */
export interface ExportContext {
  readonly names: LogNames;
  readonly ledger: Ledger;
  readonly timeline: Timeline;
  /** Of nfpath. */
  readonly version: string;
}
