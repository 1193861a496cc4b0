/** The same integers, with room for as many again behind them. */
export function doubled(integers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(integers.length * 2);
  larger.set(integers);
  return larger;
}
