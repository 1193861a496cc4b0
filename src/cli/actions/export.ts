import { Filter, type Selection } from '../../report/analyze/filter.js';
import { exportNote } from '../../report/export/export-note.js';
import type { ExportContext, Exporter } from '../../report/export/exporter.js';
import { OtlpExport } from '../../report/export/otlp.js';
import { PcapngExport } from '../../report/export/pcapng.js';
import { Timeline } from '../../report/export/timeline.js';
import { TraceEventExport } from '../../report/export/trace-event.js';
import { ledgerText } from '../../report/ledger-text.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import { bootMicros } from '../boot-time.js';
import type { Context } from '../context.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import type { OtlpSender } from '../otlp-sender.js';
import type { Output } from '../output.js';

export interface ExportRequest extends LogRequest {
  readonly format: 'trace-event' | 'otlp' | 'pcapng';
  /** Where traces are sent; null: they are written. */
  readonly endpoint: URL | null;
  readonly selection: Selection;
  /** When the host was booted, as the user has written it; null where nobody says. */
  readonly bootTime: string | null;
  /** Times are made up where the log has none. */
  readonly syntheticTimes: boolean;
}

/** `nfpath export`. Stops where `signal` is aborted and writes what is known until there. */
export async function exportLog(request: ExportRequest, context: Context): Promise<ExitCode> {
  const reading = new LogReading(request, context);
  const { names, analysis, complaints } = reading;
  const filter = new Filter(request.selection, names);
  const timeline = timelineOf(request);
  const sender = request.endpoint === null ? null : await senderTo(request.endpoint, context);
  const exporter = exporterFor(request, context.out, sender, {
    names,
    timeline,
    ledger: analysis.ledger,
    version: context.version,
  });
  const read = await reading.read(
    {
      entry: (entry) => exporter.entry(entry),
      packet: (packet) => void (filter.packet(packet) && exporter.packet(packet)),
      flow: (flow) => void (filter.flow(flow) && exporter.flow(flow)),
      newBoot: () => exporter.newBoot(),
    },
    undefined,
    sender === null ? undefined : () => sender.drain(),
  );
  const facts = { ...read, ...(filter.isActive && { shown: filter.shown }) };
  exporter.end(facts);
  await sender?.drain();
  context.out.flush();
  context.tell(ledgerText(analysis.ledger, facts, complaints, request.look) + exportNote(timeline));
  if (sender === null) return EXIT.ran;
  context.tell(sender.account);
  return sender.rejected > 0 ? EXIT.couldNotRun : EXIT.ran;
}

function timelineOf({ bootTime, syntheticTimes, inputs, options }: ExportRequest): Timeline {
  const micros = bootTime === null ? null : bootMicros(bootTime, options.timezone);
  return new Timeline({ bootTime: micros, synthetic: syntheticTimes }, inputs);
}

function exporterFor(
  { format }: ExportRequest,
  out: Output,
  sender: OtlpSender | null,
  context: ExportContext,
): Exporter {
  switch (format) {
    case 'trace-event':
      return new TraceEventExport((text) => out.write(text), context);
    case 'pcapng':
      return new PcapngExport((bytes) => out.write(bytes), context);
    case 'otlp':
      return new OtlpExport(
        sender === null ? ({ body }) => out.write(`${body}\n`) : (one) => sender.put(one),
        context,
      );
  }
}

/** Only who sends waits for the sending to be loaded. */
async function senderTo(endpoint: URL, { version, signal }: Context): Promise<OtlpSender> {
  const { OtlpSender } = await import('../otlp-sender.js');
  return new OtlpSender({ endpoint, version, signal });
}
