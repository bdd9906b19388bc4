/** From a number of the data to a place in the picture. */
export type Scale = (value: number) => number;

export type Span = readonly [from: number, to: number];

export function scaleOf([from, to]: Span, [start, end]: Span): Scale {
  const factor = to === from ? 0 : (end - start) / (to - from);
  return (value) => start + (value - from) * factor;
}
