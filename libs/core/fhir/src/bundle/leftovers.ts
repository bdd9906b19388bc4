export interface Leftover {
  readonly kind: 'left-out' | 'changed';
  readonly path: string;
}

interface Comparison {
  readonly lost: readonly Leftover[];
  /** Leaves that are the same on both sides. */
  readonly kept: number;
}

/** Turns a reference of either side into one spelling. */
export type Spelling = (reference: string) => string;

/**
 * What the original says and the record does not: the record is written out again and compared, so that nothing can
 * get lost without being named, also what no mapping has ever thought of.
 */
export function leftovers(
  original: Readonly<Record<string, unknown>>,
  again: object,
  spelling: Spelling,
): readonly Leftover[] {
  const stated = Object.fromEntries(Object.entries(original).filter(([key]) => !assigned(key, original)));
  return compare(withoutRevision(stated), withoutRevision({ ...again }), '', spelling).lost;
}

/** Ids and revisions are the receiver's to give (R4 http.html#create), and generated narrative says nothing new. */
function assigned(key: string, { text }: Readonly<Record<string, unknown>>): boolean {
  if (key === 'resourceType') return true;
  return key === 'text' && isRecord(text) && (text['status'] === 'generated' || text['status'] === 'empty');
}

function withoutRevision(resource: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { meta, ...rest } = resource;
  if (!isRecord(meta)) return rest;
  const { versionId: _version, lastUpdated: _updated, ...stated } = meta;
  return { ...rest, meta: stated };
}

function compare(original: unknown, again: unknown, path: string, spelling: Spelling): Comparison {
  if (Array.isArray(original)) return compareItems(original, Array.isArray(again) ? again : [], path, spelling);
  if (isRecord(original)) return compareParts(original, isRecord(again) ? again : {}, path, spelling);
  if (again === undefined) return { lost: [{ kind: 'left-out', path }], kept: 0 };
  if (sameLeaf(original, again, path, spelling)) return { lost: [], kept: 1 };
  return { lost: [{ kind: 'changed', path }], kept: 0 };
}

function compareParts(
  original: Readonly<Record<string, unknown>>,
  again: Readonly<Record<string, unknown>>,
  path: string,
  spelling: Spelling,
): Comparison {
  const keys = Object.keys(original).filter((key) => key !== 'id' && !isLabel(key, original, again));
  const parts = keys.map((key) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (again[key] === undefined) return { lost: [{ kind: 'left-out' as const, path: place }], kept: 0 };
    return compare(original[key], again[key], place, spelling);
  });
  return sum(parts);
}

/** The words beside a code or a reference are those of its source; they come back with it. */
function isLabel(
  key: string,
  original: Readonly<Record<string, unknown>>,
  again: Readonly<Record<string, unknown>>,
): boolean {
  if (key !== 'display' && key !== 'unit') return false;
  if (typeof original['code'] === 'string') return original['code'] === again['code'];
  return key === 'display' && original['reference'] !== undefined && again['reference'] !== undefined;
}

/** Items are matched by likeness, because neither side promises an order. */
function compareItems(
  original: readonly unknown[],
  again: readonly unknown[],
  path: string,
  spelling: Spelling,
): Comparison {
  const free = new Map(again.entries());
  const compared = new Map<number, Comparison>();
  const take = (index: number, item: unknown, enough: (comparison: Comparison) => boolean) => {
    const [best] = [...free]
      .map(([place, candidate]) => ({ place, comparison: compare(item, candidate, `${path}[${index}]`, spelling) }))
      .filter(({ comparison }) => enough(comparison))
      .toSorted((one, other) => other.comparison.kept - one.comparison.kept);
    if (best === undefined) return;
    free.delete(best.place);
    compared.set(index, best.comparison);
  };
  original.forEach((item, index) => take(index, item, ({ lost }) => lost.length === 0));
  original.forEach((item, index) => compared.has(index) || take(index, item, ({ kept }) => kept > 0));
  // A lone pair without likeness is one value that changed.
  if (original.length === 1 && free.size === 1)
    original.forEach((item, i) => compared.has(i) || take(i, item, () => true));
  return sum(
    original.map(
      (_item, index) => compared.get(index) ?? { lost: [{ kind: 'left-out', path: `${path}[${index}]` }], kept: 0 },
    ),
  );
}

function sameLeaf(original: unknown, again: unknown, path: string, spelling: Spelling): boolean {
  if (original === again) return true;
  if (typeof original !== 'string' || typeof again !== 'string') return false;
  if (path.endsWith('reference')) return spelling(original) === spelling(again);
  return isInstant(original) && isInstant(again) && Date.parse(original) === Date.parse(again);
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text);
}

function sum(parts: readonly Comparison[]): Comparison {
  return { lost: parts.flatMap(({ lost }) => lost), kept: parts.reduce((total, { kept }) => total + kept, 0) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
