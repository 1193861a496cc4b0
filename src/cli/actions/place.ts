import { placeService } from '../../check/placement.js';
import { wantedBy } from '../../check/service-packets.js';
import { serviceEndpointText, type ServiceEndpoint } from '../../model/policy.js';
import { placeJson } from '../../report/place/place-json.js';
import type { PlaceReport } from '../../report/place/place-report.js';
import { placeText } from '../../report/place/place-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readTraffic } from '../../api/read-traffic.js';

export interface PlaceRequest extends LogRequest {
  /** The service's own. */
  readonly address: ServiceEndpoint;
  readonly priority: number;
  readonly format: 'text' | 'json';
}

/** `nfpath place`. Inconclusive where not one packet of the service got through. */
export async function place(request: PlaceRequest, context: Context): Promise<ExitCode> {
  const { address, priority, format, look } = request;
  const service = { name: serviceEndpointText(address), address, published: [] };
  const reading = new LogReading(request, context);
  const { names, complaints } = reading;
  const { facts, log } = await readTraffic(reading, wantedBy([service], names.texts));
  const placement = placeService(service, priority, log);
  const report: PlaceReport = { service, placement, facts, ledger: reading.analysis.ledger, names };
  context.out.write(format === 'text' ? placeText(report, priority, complaints, look) : placeJson(report));
  return placement.packets.through > 0 ? EXIT.ran : EXIT.inconclusive;
}
