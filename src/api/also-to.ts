import type { AnalysisSink } from '../analyze.js';

/** What is handed to `first` and then to `also`; the rest of what a log shows is handed to `also` alone. */
export function alsoTo(
  first: Required<Pick<AnalysisSink, 'packet' | 'flow'>>,
  also: AnalysisSink,
): AnalysisSink {
  return {
    ...also,
    packet: (packet) => {
      first.packet(packet);
      also.packet?.(packet);
    },
    flow: (flow) => {
      first.flow(flow);
      also.flow?.(flow);
    },
  };
}
