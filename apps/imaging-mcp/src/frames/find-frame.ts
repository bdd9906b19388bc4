import type { ImageFrame, ImageSet } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

export interface FoundFrame {
  readonly frame: ImageFrame;
  /** From 1, among all frames of the image set. */
  readonly position: number;
}

/** By id, or by position, or else the one in the middle, where there is most to see. */
export function findFrame(
  { frames }: ImageSet,
  asked: { readonly id: string | undefined; readonly position: number | undefined },
): FoundFrame {
  const index =
    asked.id === undefined
      ? (asked.position ?? Math.ceil(frames.length / 2)) - 1
      : frames.findIndex(({ id }) => id === asked.id);
  const frame = frames[index];
  if (frame === undefined) throw new DomainError('imaging.frame.not_found');
  return { frame, position: index + 1 };
}
