/** A JSON object, and how to get the bytes of its strings back. */
export interface JsonObject {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly encoding: 'utf8' | 'latin1';
}

/**
 * Parses an object. dmesg -J and journald write device names as they are, so what they write need not be UTF-8: then
 * each byte stands for itself. Null where it is no JSON object.
 */
export function parseObject(bytes: Buffer): JsonObject | null {
  const text = bytes.toString('utf8');
  const encoding = text.includes('\ufffd') ? 'latin1' : 'utf8';
  try {
    const value: unknown = JSON.parse(encoding === 'utf8' ? text : bytes.toString('latin1'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return { fields: { __proto__: null, ...value }, encoding };
  } catch {
    return null;
  }
}

/** The bytes of a field: a string, or an array of bytes as journald writes what is not UTF-8. Undefined for others. */
export function bytesOf({ fields, encoding }: JsonObject, name: string): Buffer | undefined {
  const value = fields[name];
  if (typeof value === 'string') return Buffer.from(value, encoding);
  return Array.isArray(value) && value.every(isByte) ? Buffer.from(value) : undefined;
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;
}
