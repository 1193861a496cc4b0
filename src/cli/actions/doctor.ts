import { CaptureFacts } from '../../doctor/capture-facts.js';
import { diagnose } from '../../doctor/diagnose.js';
import { isFit } from '../../model/symptom.js';
import { doctorJson } from '../../report/doctor/doctor-json.js';
import { doctorText } from '../../report/doctor/doctor-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';

export interface DoctorRequest extends LogRequest {
  readonly format: 'text' | 'json';
}

/** `nfpath doctor`. Inconclusive where the capture is not fit to judge by. */
export async function doctor(request: DoctorRequest, context: Context): Promise<ExitCode> {
  const reading = new LogReading(request, context);
  const { analysis, names, complaints } = reading;
  const captured = new CaptureFacts();
  const facts = await reading.read({
    entry: (entry) => captured.entry(entry),
    packet: (packet) => captured.packet(packet),
    flow: (flow) => captured.flow(flow),
  });
  const { ledger, texts, tornEntries, machines } = analysis;
  const inputs = request.inputs.length;
  const diagnosis = diagnose({ facts: captured, ledger, texts, tornEntries, inputs, machines });
  const report = { diagnosis, facts, ledger, names };
  context.out.write(
    request.format === 'text' ? doctorText(report, complaints, request.look) : doctorJson(report),
  );
  return isFit(diagnosis) ? EXIT.ran : EXIT.inconclusive;
}
