import type { Span } from './scale.js';

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers that hold the span between the first and the last of them. */
export function valueTicks([low, high]: Span, count: number): number[] {
  const raw = (high - low || Math.abs(high) || 1) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = (STEPS.find((candidate) => candidate * power >= raw) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
