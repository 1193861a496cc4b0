/** An `ExportTraceServiceRequest` as JSON, without a line end. */
export interface OtlpRequest {
  readonly body: string;
  /** How many spans are in it. */
  readonly spans: number;
}

/**
 * A request leaves when it has so many characters. The collector's otlpjsonfile receiver takes lines of 1 MiB where it
 * is not told otherwise (max_log_size), and OTLP/HTTP recommends 20 MiB at most.
 */
const LENGTH = 1 << 18;

/** The conventions that the names of attributes are from. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.37.0';

/** Collects spans into requests, by the resource that they are of. */
export class OtlpRequests {
  private readonly put: (request: OtlpRequest) => void;
  private readonly scope: string;
  /** By the JSON of their resource's attributes. */
  private readonly waiting = new Map<string, string[]>();
  private length = 0;
  private spans = 0;

  constructor(put: (request: OtlpRequest) => void, version: string) {
    this.put = put;
    this.scope = `"scope":{"name":"nfpath","version":${JSON.stringify(version)}}`;
  }

  add(resource: string, span: string): void {
    let spans = this.waiting.get(resource);
    if (spans === undefined) {
      this.waiting.set(resource, (spans = []));
      this.length += resource.length;
    }
    spans.push(span);
    this.length += span.length;
    this.spans++;
    if (this.length >= LENGTH) this.flush();
  }

  flush(): void {
    if (this.spans === 0) return;
    const resources = [...this.waiting].map(
      ([resource, spans]) =>
        `{"resource":{"attributes":${resource}},"scopeSpans":[{${this.scope},"spans":[${spans.join(',')}],` +
        `"schemaUrl":"${SCHEMA_URL}"}],"schemaUrl":"${SCHEMA_URL}"}`,
    );
    const request = { body: `{"resourceSpans":[${resources.join(',')}]}`, spans: this.spans };
    this.waiting.clear();
    this.length = 0;
    this.spans = 0;
    this.put(request);
  }
}
