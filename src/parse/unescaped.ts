const BACKSLASH = 92;
const HEX = /^[0-9a-f]{2}$/;

/**
 * The text of a /dev/kmsg record, in which the kernel wrote a backslash and each byte that is not printable ASCII as
 * `\xHH` (info_print_ext_body() in kernel/printk/printk.c).
 */
export function unescaped(text: Buffer): Buffer {
  const bytes = Buffer.alloc(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const hex = text[at] === BACKSLASH && text[at + 1] === 120 ? text.toString('latin1', at + 2, at + 4) : '';
    if (HEX.test(hex)) {
      bytes[length++] = Number.parseInt(hex, 16);
      at += 3;
    } else bytes[length++] = text[at]!;
  }
  return bytes.subarray(0, length);
}
