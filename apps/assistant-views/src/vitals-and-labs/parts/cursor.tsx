import type { Reading } from '../answer/series.js';
import type { Layout } from '../plot/layout.js';

/** Where one points. */
export function Cursor({ reading, layout }: { readonly reading: Reading; readonly layout: Layout }) {
  const x = layout.x(reading.at);
  return (
    <g className="cursor">
      <path d={`M${x},${layout.top}V${layout.bottom}`} />
      {reading.values.map((value, line) => (
        <circle key={line} cx={x} cy={layout.y(value)} r={8} />
      ))}
    </g>
  );
}
