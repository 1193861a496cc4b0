import { draftPolicy } from '../../check/draft.js';
import { draftText } from '../../report/place/draft-text.js';
import type { Context } from '../context.js';
import { EXIT, type ExitCode } from '../../model/exit-code.js';
import type { LogRequest } from '../log-options.js';
import { LogReading } from '../log-reading.js';
import { readTraffic } from '../../api/read-traffic.js';

/** `nfpath init`. Inconclusive where no rule could be proven by the log. */
export async function init(request: LogRequest, context: Context): Promise<ExitCode> {
  const reading = new LogReading(request, context);
  const { log } = await readTraffic(reading, () => true);
  const drafts = draftPolicy(log);
  context.out.write(draftText(drafts, reading.names));
  return drafts.drafts.some(({ rule }) => rule !== null) ? EXIT.ran : EXIT.inconclusive;
}
