import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';

/**
 * OTLP/JSON by the official protobuf definitions, as they are compiled into OpenTelemetry's own package. A request is
 * made a message and JSON again: what the definitions do not know, or know otherwise, does not come back.
 */
const { opentelemetry } = createRequire(import.meta.url)(
  '../../node_modules/@opentelemetry/otlp-transformer/build/src/generated/root.js',
) as {
  opentelemetry: { proto: { collector: { trace: { v1: { ExportTraceServiceRequest: MessageType } } } } };
};
const { ExportTraceServiceRequest } = opentelemetry.proto.collector.trace.v1;

interface MessageType {
  fromObject(object: object): object;
  verify(message: object): string | null;
  toObject(message: object, options: object): object;
}

export type Value = string | number | boolean;

export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly resource: Readonly<Record<string, Value>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface JsonAttribute {
  readonly key: string;
  readonly value: { stringValue?: string; intValue?: string; boolValue?: boolean };
}
interface JsonSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: JsonAttribute[];
  links?: { traceId: string; spanId: string }[];
  status?: { code: number; message: string };
}
interface JsonRequest {
  resourceSpans: { resource: { attributes: JsonAttribute[] }; scopeSpans: { spans: JsonSpan[] }[] }[];
}

/** The spans of a request. Throws for what is no ExportTraceServiceRequest, and for ids that are not valid. */
export function readOtlp(json: string): OtlpSpan[] {
  const request = JSON.parse(json) as JsonRequest;
  assertIsMessage(json);
  return request.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(span, valuesOf(resource.attributes)))),
  );
}

/** The spans of all lines of a file. */
export function readOtlpLines(text: string): OtlpSpan[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => readOtlp(line));
}

function spanOf(span: JsonSpan, resource: Readonly<Record<string, Value>>): OtlpSpan {
  const { traceId, spanId, parentSpanId = '', name, attributes, links = [], status = {} } = span;
  const [start, end] = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
  if (end < start) throw new Error(`${name} ends before it begins`);
  return {
    traceId,
    spanId,
    parentSpanId,
    name,
    start,
    end,
    attributes: valuesOf(attributes),
    resource,
    links,
    status,
  };
}

function valuesOf(attributes: readonly JsonAttribute[]): Readonly<Record<string, Value>> {
  const entries = attributes.map(({ key, value }): [string, Value] => [
    key,
    value.stringValue ?? value.boolValue ?? Number(value.intValue),
  ]);
  if (new Set(entries.map(([key]) => key)).size !== entries.length) throw new Error('a key comes twice');
  return Object.fromEntries(entries);
}

const ID_LENGTHS: Readonly<Record<string, number>> = { traceId: 32, spanId: 16, parentSpanId: 16 };

function assertIsMessage(json: string): void {
  // Ids are hexadecimal in OTLP, and base64 in protobuf's own JSON.
  const recoded = JSON.parse(json, (key, value: unknown) => {
    const length = ID_LENGTHS[key];
    if (length === undefined) return value;
    const id = value as string;
    if (id.length !== length || !/^[0-9a-f]+$/.test(id) || /^0+$/.test(id))
      throw new Error(`${id} is no ${key}`);
    return Buffer.from(id, 'hex').toString('base64');
  }) as object;
  const message = ExportTraceServiceRequest.fromObject(recoded);
  const problem = ExportTraceServiceRequest.verify(message);
  if (problem !== null) throw new Error(problem);
  const back = ExportTraceServiceRequest.toObject(message, { longs: String, bytes: String });
  if (!isDeepStrictEqual(back, recoded)) throw new Error('the message is not what the JSON says');
}
