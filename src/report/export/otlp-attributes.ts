/*
 * Pieces of OTLP/JSON: ids are hexadecimal, integers of 64 bits are strings, enums are numbers.
 * Source: opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding".
 */

/** A `KeyValue`: a number is an integer. */
export function attribute(key: string, value: string | number | boolean): string {
  return `{"key":"${key}","value":{${anyValue(value)}}}`;
}

/** `KeyValue`s for those that are known. */
export function attributes(values: Readonly<Record<string, string | number | boolean | null>>): string {
  const list: string[] = [];
  for (const [key, value] of Object.entries(values)) if (value !== null) list.push(attribute(key, value));
  return `[${list.join(',')}]`;
}

function anyValue(value: string | number | boolean): string {
  if (typeof value === 'string') return `"stringValue":${JSON.stringify(value)}`;
  return typeof value === 'number' ? `"intValue":"${value}"` : `"boolValue":${value}`;
}

/** Microseconds as the nanoseconds of a `fixed64`. */
export function nanos(micros: number): string {
  return micros === 0 ? '"0"' : `"${micros}000"`;
}
