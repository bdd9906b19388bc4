import type { Picture } from '../picture.js';

/** What is said of a picture beside it. */
export function Facts({ facts }: { readonly facts: Picture['facts'] }) {
  const { modality, window, pixel_spacing_mm: spacing, is_lossy: isLossy, checksum, notice } = facts;
  const parts = [
    modality,
    window && `window ${round(window.center)} / ${round(window.width)} (${window.source})`,
    spacing && `pixels of ${spacing.map(round).join(' × ')} mm`,
    checksum === 'verified' ? 'pixels verified' : 'no checksum stored',
    isLossy && 'detail lost by compression',
  ];
  return (
    <footer>
      <p>{parts.filter(Boolean).join(' · ')}</p>
      <p className="notice">{notice}</p>
    </footer>
  );
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
