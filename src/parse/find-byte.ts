/**
 * Where the next such byte in a buffer is, -1 where there is none. V8 looks a buffer's methods up in a dictionary at
 * each call, which takes half as long again as to find a byte that is near; so this one was looked up once.
 */
export const findByte = Function.prototype.call.bind(Buffer.prototype.indexOf) as (
  bytes: Buffer,
  byte: number,
  from: number,
) => number;
