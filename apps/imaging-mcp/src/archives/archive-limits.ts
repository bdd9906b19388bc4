/** What an archive may take of time and memory. */
export interface ArchiveLimits {
  readonly attemptsMax: number;
  /** Until an answer begins, and between any two parts of it. */
  readonly timeoutMilliseconds: number;
  /** Until all is there of an answer that is needed as a whole. */
  readonly wholeMilliseconds: number;
  readonly frameBytesMax: number;
  /** The headers of one image set, as JSON. */
  readonly metadataBytesMax: number;
}

const MEBIBYTE = 1024 * 1024;

export const defaultLimits: ArchiveLimits = {
  attemptsMax: 4,
  timeoutMilliseconds: 15_000,
  wholeMilliseconds: 120_000,
  frameBytesMax: 64 * MEBIBYTE,
  metadataBytesMax: 64 * MEBIBYTE,
};
