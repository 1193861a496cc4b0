import { attributes, nanos } from './otlp-attributes.js';

/** Where a span is: its trace and its own id. */
export interface SpanPlace {
  readonly trace: string;
  readonly span: string;
}

export interface SpanFields extends SpanPlace {
  /** The id of its parent in the same trace; null for a root. */
  readonly parent: string | null;
  /** The same for all of a kind: viewers list names, and search by attributes. */
  readonly name: string;
  /** Microseconds; `end` is never before `start`. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly links?: readonly SpanPlace[];
  /** Why it has failed, where it has. */
  readonly failure?: string | null;
}

const INTERNAL = 1;
const ERROR = 2;

/** A `Span` as JSON. */
export function spanJson(fields: SpanFields): string {
  const { trace, span, parent, name, start, end, links = [], failure = null } = fields;
  return (
    `{"traceId":"${trace}","spanId":"${span}",${parent === null ? '' : `"parentSpanId":"${parent}",`}` +
    `"name":${JSON.stringify(name)},"kind":${INTERNAL},` +
    `"startTimeUnixNano":${nanos(start)},"endTimeUnixNano":${nanos(end)},` +
    `"attributes":${attributes(fields.attributes)}` +
    (links.length === 0 ? '' : `,"links":[${links.map(linkJson).join(',')}]`) +
    `${failure === null ? '' : `,"status":{"code":${ERROR},"message":${JSON.stringify(failure)}}`}}`
  );
}

function linkJson({ trace, span }: SpanPlace): string {
  return `{"traceId":"${trace}","spanId":"${span}"}`;
}
