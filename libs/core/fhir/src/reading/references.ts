import type { ReferenceSlice } from './slices.js';

export interface Entry {
  /** Place in the Bundle. */
  readonly index: number;
  readonly fullUrl: string | undefined;
  readonly type: string;
  readonly id: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface Target {
  readonly type: string;
  readonly id: string;
}

/** Resolves references as R4 bundle.html#references says: by fullUrl first, then by type and id. */
export class References {
  private readonly byUrl: ReadonlyMap<string, Entry>;

  constructor(entries: readonly Entry[]) {
    this.byUrl = new Map(
      entries.flatMap((entry) => [
        [`${entry.type}/${entry.id}`, entry] as const,
        ...(entry.fullUrl === undefined ? [] : [[entry.fullUrl, entry] as const]),
      ]),
    );
  }

  entryOf(reference: string | undefined): Entry | undefined {
    if (reference === undefined) return undefined;
    const { type, id } = this.targetOf(reference) ?? { type: '', id: '' };
    return this.byUrl.get(reference) ?? this.byUrl.get(`${type}/${id}`);
  }

  /** Type and id of the target, also of one outside the Bundle; `undefined` for contained and conditional references. */
  targetOf(reference: string | undefined): Target | undefined {
    if (reference === undefined) return undefined;
    const entry = this.byUrl.get(reference);
    if (entry !== undefined) return { type: entry.type, id: entry.id };
    const [, type, id] =
      /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference) ?? [];
    return type === undefined || id === undefined ? undefined : { type, id };
  }

  /** Id of the target if it is of that type and in the Bundle: whoever is named elsewhere may be somebody else here. */
  idOf(reference: ReferenceSlice | undefined, type: string): string | null {
    const target = this.entryOf(reference?.reference);
    return target?.type === type ? target.id : null;
  }
}
