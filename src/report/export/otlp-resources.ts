import { shown } from '../../model/shown.js';
import { NONE, type SymbolId } from '../../model/symbol.js';
import { printable } from '../log-text.js';
import type { LogNames } from '../names.js';
import { NamespaceLabels } from './namespace-labels.js';
import { attributes } from './otlp-attributes.js';
import { BASES, type Basis } from './timeline.js';

/** Where a span is from: a boot of a host, shown by an input, with times of one kind. */
export interface Origin {
  readonly boot: number;
  readonly file: number;
  readonly basis: Basis;
}

/** The service of what is no namespace's own: flows, packets, the capture. */
const SERVICE = 'nfpath';

/** The attributes of resources as JSON. A namespace is a service, so that viewers give each its colour. */
export class OtlpResources {
  private readonly names: LogNames;
  private readonly labels: NamespaceLabels;
  private readonly known = new Map<string, string>();

  constructor(names: LogNames) {
    this.names = names;
    this.labels = new NamespaceLabels(names);
  }

  /** Of flows, packets and the capture. */
  ofCapture(origin: Origin): string {
    return this.of(SERVICE, NONE, origin);
  }

  ofNamespace(netns: SymbolId, origin: Origin): string {
    return this.of(printable(this.names.namespaces.nameOf(netns, origin.boot)), netns, origin);
  }

  private of(service: string, netns: SymbolId, { boot, file, basis }: Origin): string {
    const key = `${boot} ${file} ${basis} ${netns} ${service}`;
    let resource = this.known.get(key);
    if (resource === undefined) {
      resource = attributes({
        'service.name': service,
        'service.namespace': SERVICE,
        'nfpath.netns': netns === NONE ? null : printable(this.names.texts.text(netns)),
        'nfpath.boot': this.labels.bootNumber(boot),
        'nfpath.input': shown(this.names.inputs[file]!),
        'nfpath.time_basis': basis,
        'nfpath.time_meaning': BASES[basis],
      });
      this.known.set(key, resource);
    }
    return resource;
  }
}
