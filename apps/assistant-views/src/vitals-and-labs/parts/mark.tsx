import { flagWord } from '../answer/flag-word.js';

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly flag: string | undefined;
  readonly line: number;
}

/** A reading: a dot when nothing was wrong with it. Form says what colour says (WCAG 2.2 §1.4.1). */
export function Mark({ x, y, flag, line }: MarkProps) {
  if (flagWord(flag) === undefined) return <circle className={`mark line-${line}`} cx={x} cy={y} r={3.5} />;
  const className = flag?.length === 2 ? 'mark abnormal critical' : 'mark abnormal';
  return <path className={className} d={`M${x},${y}${shapeOf(flag)}`} />;
}

function shapeOf(flag: string | undefined): string {
  if (flag?.startsWith('H')) return 'm0,-6l5.5,10h-11z';
  if (flag?.startsWith('L')) return 'm0,6l5.5,-10h-11z';
  return 'm0,-6l6,6l-6,6l-6,-6z';
}
