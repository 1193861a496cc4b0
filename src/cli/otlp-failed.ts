import { UsersError } from '../model/users-error.js';
import { counted } from '../report/line.js';
import type { OtlpRequest } from '../report/export/otlp-requests.js';
import type { Answer } from './otlp-receiver.js';

const REMEDIES = {
  busy: 'try again later, or send less at once (--flow, --host, --fate)',
  refused: 'is that an OTLP/HTTP receiver that takes JSON (as a rule on port 4318)?',
  unreachable: 'is the receiver running, and is that its OTLP/HTTP port (as a rule 4318)?',
} as const;

/** The receiver did not get, or did not want, what was sent to it. */
export class OtlpFailed extends UsersError {
  override readonly name = 'OtlpFailed';

  constructor(
    url: string,
    { kind, reason }: Exclude<Answer, { kind: 'taken' }>,
    spans: { readonly sent: number; readonly unsent: readonly OtlpRequest[] },
  ) {
    const lost = spans.unsent.reduce((sum, request) => sum + request.spans, 0);
    super(
      `cannot send to ${url}: ${reason}: ${REMEDIES[kind]}\n` +
        `  ${counted(spans.sent, 'span')} had been taken; not sent: ${counted(lost, 'span')}, and what would have followed`,
    );
  }
}
