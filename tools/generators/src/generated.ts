/** Files to write, by path from the root of the repository. */
export type Files = Readonly<Record<string, string>>;

export type Additions = Readonly<Record<string, (text: string) => string>>;

export interface Generator {
  /** As typed after `npm run generate --`. */
  readonly usage: string;
  readonly arguments: number;
  readonly files: (args: readonly string[]) => Files;
  /** Files that are there and have to name what is new, with what makes of their text the next. */
  readonly additions?: (args: readonly string[]) => Additions;
  /** What is left for a person to do. */
  readonly next: (args: readonly string[]) => readonly string[];
}
