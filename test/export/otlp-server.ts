import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver answers; `cut` closes the connection without an answer. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'cut';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

/** A receiver of OTLP/HTTP on a port of its own, which answers by a script. */
export class OtlpServer {
  readonly received: Received[] = [];
  /** The bodies of requests that were answered by success. */
  readonly taken: string[] = [];
  private readonly server: http.Server;

  private constructor(script: readonly Reply[]) {
    const replies = [...script];
    this.server = http.createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        this.received.push({ method, path, headers, body, at: performance.now() });
        const reply = replies.shift() ?? { status: 200, body: '{}' };
        if (reply === 'cut') return void request.socket.destroy();
        if (reply.status === 200) this.taken.push(body);
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
        response.end(reply.body ?? '');
      });
    });
  }

  /** The first requests are answered by the script, all others by success. */
  static async start(script: readonly Reply[] = []): Promise<OtlpServer> {
    const server = new OtlpServer(script);
    server.server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Returns the URL at which nobody listens any more. */
  async stop(): Promise<string> {
    const { url } = this;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    return url;
  }
}
