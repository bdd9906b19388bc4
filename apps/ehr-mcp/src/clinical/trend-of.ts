export interface Point {
  /** ISO 8601. */
  readonly at: string;
  readonly value: number;
}

/** A series in a few numbers, so that an assistant need not read all of it. */
export interface Trend<P extends Point> {
  readonly count: number;
  readonly first: P;
  readonly last: P;
  readonly minimum: number;
  readonly maximum: number;
  readonly change_per_year: number | undefined;
  readonly direction: 'rising' | 'falling' | 'steady';
}

const YEAR_MILLISECONDS = 365.25 * 86_400_000;
/** Below this part of the mean, what the fitted line does over the whole series is no news. */
const STEADY_PART = 0.05;

/** Least squares over time; `undefined` for fewer than two points, which are no series. Oldest first. */
export function trendOf<P extends Point>(points: readonly P[]): Trend<P> | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  const values = points.map(({ value }) => value);
  const slope = slopeOf(points);
  const years = (Date.parse(last.at) - Date.parse(first.at)) / YEAR_MILLISECONDS;
  return {
    count: points.length,
    first,
    last,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    change_per_year: slope === undefined ? undefined : Number(slope.toPrecision(3)),
    direction: directionOf((slope ?? 0) * years, mean(values)),
  };
}

function slopeOf(points: readonly Point[]): number | undefined {
  const times = points.map(({ at }) => Date.parse(at) / YEAR_MILLISECONDS);
  const middle = mean(times);
  const level = mean(points.map(({ value }) => value));
  const spread = times.reduce((sum, time) => sum + (time - middle) ** 2, 0);
  if (spread === 0) return undefined;
  return points.reduce((sum, { value }, index) => sum + ((times[index] ?? 0) - middle) * (value - level), 0) / spread;
}

function directionOf(change: number, level: number): Trend<Point>['direction'] {
  if (Math.abs(change) <= Math.abs(level) * STEADY_PART) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
