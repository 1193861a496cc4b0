import { shown } from '../../model/shown.js';

/** Standard input: no place in it can be shown to anybody. */
export const STDIN = '-';

/** A file as tools name it that look for it in a checkout: without `./` in front. */
export function filePath(path: string): string {
  return path.replace(/^(?:\.\/+)+/, '');
}

/**
 * A path as a URI reference (RFC 3986): relative as it was given, `file:` where it is absolute. Colons are escaped,
 * as one in the first segment would end a scheme.
 */
export function fileUri(path: string): string {
  const segments = filePath(path).split('/').map(uriText);
  return path.startsWith('/') ? `file://${segments.join('/')}` : segments.join('/');
}

/** Text as part of a URI. Half of a surrogate pair cannot be in one. */
export function uriText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}

/** `guard.yaml:6:5`; without file where that is standard input. */
export function placeText(path: string, { line, column }: { line: number; column: number }): string {
  return path === STDIN ? `${line}:${column}` : `${shown(path)}:${line}:${column}`;
}
