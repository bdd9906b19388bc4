import { flagWord } from '../answer/flag-word.js';
import { rangesOf } from '../answer/range-of.js';
import type { Series } from '../answer/series.js';
import type { ReactNode } from 'react';
import { Mark } from './mark.js';

/** What the signs in the picture mean, as far as they are in it. */
export function Legend({ series: { lines, readings } }: { readonly series: Series }) {
  const flags = [...new Set(readings.map(({ flag }) => flag))].filter((flag) => flagWord(flag) !== undefined);
  const hasBand = readings.some(({ reference }) => rangesOf(reference).length > 0);
  if (lines.length === 1 && flags.length === 0 && !hasBand) return null;
  return (
    <ul className="legend" aria-label="Signs">
      {lines.length > 1 &&
        lines.map((line, index) => (
          <Entry key={line} label={line}>
            <path className={`line line-${index}`} d="M1,8H23" />
          </Entry>
        ))}
      {hasBand && (
        <Entry label="reference range">
          <rect className="band" x="1" y="2" width="22" height="12" />
        </Entry>
      )}
      {flags.map((flag) => (
        <Entry key={flag} label={flagWord(flag) ?? ''}>
          <Mark x={12} y={8} flag={flag} line={0} />
        </Entry>
      ))}
    </ul>
  );
}

function Entry({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <li>
      <svg width="24" height="16" aria-hidden="true">
        {children}
      </svg>
      {label}
    </li>
  );
}
