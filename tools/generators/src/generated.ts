/** Files to write, by path from the root of the repository. */
export type Files = Readonly<Record<string, string>>;

export interface Generator {
  /** As typed after `npm run generate --`. */
  readonly usage: string;
  readonly arguments: number;
  readonly files: (args: readonly string[]) => Files;
  /** What is left for a person to do. */
  readonly next: (args: readonly string[]) => readonly string[];
}
