import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../report/line.js';
import type { OtlpRequest } from '../report/export/otlp-requests.js';
import { askReceiver, type Answer } from './otlp-receiver.js';
import { OtlpFailed } from './otlp-failed.js';

/** How long a request is tried again before it is given up, and after what time for the first time, in milliseconds. */
const PATIENCE = { all: 60_000, first: 500 };
/** So many different ones of a receiver are shown. */
const MOST_REMARKS = 5;

export interface OtlpSenderOptions {
  /** Where the receiver is; `/v1/traces` is added. */
  readonly endpoint: URL;
  /** Of nfpath. */
  readonly version: string;
  /** The user does not want to wait any longer: nothing is tried again. */
  readonly signal: AbortSignal;
  readonly patience?: typeof PATIENCE;
}

/**
 * Sends requests by OTLP/HTTP, one after the other; a slow receiver slows the reading down, which waits for `drain`.
 * What the receiver is too busy for is sent again, later each time, as the protocol wants it; if it stays so, or refuses
 * for another reason, OtlpFailed is thrown.
 *
 * Source: opentelemetry-proto, docs/specification.md, "OTLP/HTTP".
 */
export class OtlpSender {
  /** Spans that the receiver got, and has not taken. */
  rejected = 0;
  private readonly options: OtlpSenderOptions;
  private readonly url: string;
  private readonly remarks = new Set<string>();
  private waiting: OtlpRequest[] = [];
  private requests = 0;
  private spans = 0;

  constructor(options: OtlpSenderOptions) {
    this.options = options;
    this.url = tracesUrl(options.endpoint);
  }

  put(request: OtlpRequest): void {
    this.waiting.push(request);
  }

  /** Sends all that waits; undefined where nothing does. */
  drain(): Promise<void> | undefined {
    return this.waiting.length === 0 ? undefined : this.sendAll();
  }

  /** What was sent and what became of it, for people. */
  get account(): string {
    const { spans, requests, rejected, remarks, url } = this;
    const refused = rejected > 0 ? `, of which it has rejected ${counted(rejected, 'span')}` : '';
    return [
      `sent ${counted(spans, 'span')} in ${counted(requests, 'request')} to ${url}${refused}`,
      ...[...remarks].map((remark) => `  it says: ${remark}`),
    ]
      .map((line) => `${line}\n`)
      .join('');
  }

  private async sendAll(): Promise<void> {
    const requests = this.waiting;
    this.waiting = [];
    for (const [i, request] of requests.entries()) {
      const answer = await this.send(request, requests.slice(i));
      this.requests++;
      this.spans += request.spans;
      this.rejected += Math.min(answer.rejected, request.spans);
      if (answer.remark !== '' && this.remarks.size < MOST_REMARKS) this.remarks.add(answer.remark);
    }
  }

  /** `unsent` is what is lost where it fails, as far as it is known. */
  private async send(
    request: OtlpRequest,
    unsent: readonly OtlpRequest[],
  ): Promise<Answer & { kind: 'taken' }> {
    const { signal, version, patience = PATIENCE } = this.options;
    const deadline = Date.now() + patience.all;
    for (let delay = patience.first; ; delay *= 2) {
      const answer = await askReceiver(this.url, request.body, version);
      if (answer.kind === 'taken') return answer;
      // Where nobody ever answered, the URL is wrong rather than the receiver busy.
      const isHopeless = answer.kind === 'refused' || (answer.kind === 'unreachable' && this.requests === 0);
      const wait = answer.kind === 'busy' && answer.afterMs !== null ? answer.afterMs : jittered(delay);
      if (isHopeless || signal.aborted || Date.now() + wait > deadline) {
        throw new OtlpFailed(this.url, answer, { sent: this.spans, unsent });
      }
      await sleep(wait, undefined, { signal }).catch(() => {}); // the user does not wait: once more, at once
    }
  }
}

/** Many clients whose receiver went away must not come back all at one moment. */
function jittered(ms: number): number {
  return ms * (0.5 + Math.random());
}

function tracesUrl({ href }: URL): string {
  return href.replace(/\/*$/, '').replace(/(\/v1\/traces)?$/, '/v1/traces');
}
