import { shown } from '../model/shown.js';

/** OpenTelemetry's own exporters wait as long by default (OTEL_EXPORTER_OTLP_TIMEOUT). */
const TIMEOUT_MS = 10_000;
/** More of an answer nobody reads. */
const MOST_CHARACTERS = 1 << 16;
const MOST_REASON = 300;

/** What a receiver of OTLP/HTTP says to a request. */
export type Answer =
  /** It has it, but for so many spans. */
  | { readonly kind: 'taken'; readonly rejected: number; readonly remark: string }
  /** It has no time; milliseconds after which to come again, null where it does not say. */
  | { readonly kind: 'busy'; readonly reason: string; readonly afterMs: number | null }
  /** It does not want it, and will not want it later. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody has answered. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** The only ones that may be sent again (OTLP specification, "Retryable Response Codes"). */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Posts an ExportTraceServiceRequest in JSON. */
export async function askReceiver(url: string, body: string, version: string): Promise<Answer> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const headers = { 'content-type': 'application/json', 'user-agent': `nfpath/${version}` };
  try {
    // To follow a redirect, fetch would make a GET without a body of it.
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return answerOf(response, await textOf(response));
  } catch (error) {
    return { kind: 'unreachable', reason: signal.aborted ? 'no answer in 10 s' : reasonOf(error as Error) };
  }
}

function answerOf({ status, statusText, headers, ok }: Response, text: string): Answer {
  const said = objectOf(text);
  if (ok && text !== '' && said === null)
    return { kind: 'refused', reason: 'it answers, but not as an OTLP receiver does' };
  if (ok) return { kind: 'taken', ...partialSuccess(said ?? {}) };
  const message = remark(said?.['message']);
  const location = status >= 300 && status < 400 ? remark(headers.get('location')) : '';
  const reason = [`${status} ${statusText}`.trim(), location && `it has moved to ${location}`, message]
    .filter((part) => part !== '')
    .join(': ');
  if (!RETRYABLE.has(status)) return { kind: 'refused', reason };
  return { kind: 'busy', reason, afterMs: delayOf(headers.get('retry-after')) };
}

/** Spans that were rejected. With none, what is said is a warning. */
function partialSuccess(said: Fields): { rejected: number; remark: string } {
  const partial = fieldsOf(said['partialSuccess']);
  const rejected = Number(partial?.['rejectedSpans'] ?? 0);
  return {
    rejected: Number.isSafeInteger(rejected) && rejected > 0 ? rejected : 0,
    remark: remark(partial?.['errorMessage']),
  };
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds from now; null where it is neither. */
function delayOf(text: string | null): number | null {
  if (text === null) return null;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > MOST_CHARACTERS) break;
  }
  return text;
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** Somebody else's words, for a terminal. */
function remark(value: unknown): string {
  return typeof value === 'string' ? shown(value).slice(0, MOST_REASON) : '';
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to its network',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** What fetch says is in its cause. */
function reasonOf({ message, cause }: Error): string {
  const { code = '', message: why = message } = (cause ?? {}) as NodeJS.ErrnoException;
  return REASONS[code] ?? shown(why || code || message);
}
