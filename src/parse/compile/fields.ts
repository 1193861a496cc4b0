/**
 * How a value stands in a message: a word, two words of a number that may be longer than 32 bits, or two words that are
 * where a text begins and ends. Of those that come together in one field the last one wins.
 */
const SHAPES = ['word', 'number', 'span'] as const;
export type Shape = (typeof SHAPES)[number];

/** A value that the recogniser finds in a line. */
export class Field {
  readonly index: number;
  readonly shape: Shape;

  constructor(index: number, shape: Shape) {
    this.index = index;
    this.shape = shape;
  }
}

/** What can be in a message's place: a field or a constant. */
export type Value = Field | number;

export function shapeOf(value: Value): Shape {
  if (typeof value !== 'number') return value.shape;
  return value === (value | 0) ? 'word' : 'number';
}

/** One shape that takes the values of all. */
export function widest(shapes: readonly Shape[]): Shape {
  return SHAPES[Math.max(0, ...shapes.map((shape) => SHAPES.indexOf(shape)))]!;
}

export function wordsOf(shape: Shape): number {
  return shape === 'word' ? 1 : 2;
}
