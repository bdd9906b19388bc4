import { z } from 'zod';
import type { Entry } from '../reading/references.js';
import { holdsUnfitText } from './holds-unfit-text.js';
import type { ImportIssue } from './import-issue.js';

const entrySlice = z.looseObject({
  fullUrl: z.string().optional(),
  resource: z.looseObject({ resourceType: z.string(), id: z.string().optional() }).optional(),
  request: z.looseObject({ method: z.string() }).optional(),
});

const bundleSlice = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.enum(['collection', 'transaction', 'batch', 'searchset']),
  entry: z.array(z.unknown()).optional(),
});

export interface OpenedBundle {
  readonly entries: readonly Entry[];
  readonly issues: readonly ImportIssue[];
}

/** Entries that carry a resource to keep; everything else is named. */
export function openBundle(input: unknown): OpenedBundle {
  const bundle = bundleSlice.safeParse(input);
  if (!bundle.success) return { entries: [], issues: [refusal(-1, 'Bundle', 'not a Bundle that can be imported')] };
  const { resourceType: _type, type: _purpose, entry = [], ...rest } = bundle.data;
  const opened = entry.map(openEntry);
  return {
    entries: opened.flatMap(({ entry: found }) => (found === undefined ? [] : [found])),
    issues: [...aboutBundle(rest), ...opened.flatMap(({ issues }) => issues)],
  };
}

/** What a Bundle says of itself tells of the exchange, not of the patient; the rest is named. */
function aboutBundle(rest: Readonly<Record<string, unknown>>): ImportIssue[] {
  return Object.keys(rest)
    .filter((key) => !['id', 'meta', 'timestamp', 'link', 'total', 'identifier'].includes(key))
    .map((key) => ({ kind: 'left-out', entry: -1, path: `Bundle.${key}`, reason: 'not read' }));
}

function openEntry(input: unknown, index: number): { entry?: Entry; issues: ImportIssue[] } {
  const parsed = entrySlice.safeParse(input);
  if (!parsed.success) return { issues: [refusal(index, 'Bundle.entry', 'not an entry with a resource')] };
  const { fullUrl, resource, request } = parsed.data;
  const path = `Bundle.entry[${index}]`;
  if (request !== undefined && !['POST', 'PUT'].includes(request.method))
    return { issues: [refusal(index, `${path}.request`, 'only what is created or updated can be imported')] };
  if (resource === undefined) return { issues: [refusal(index, `${path}.resource`, 'an entry without a resource')] };
  if (holdsUnfitText(resource))
    return { issues: [refusal(index, `${path}.resource`, 'a text in it is none of FHIR R4')] };
  const id = resource.id ?? /^urn:uuid:(.+)$/.exec(fullUrl ?? '')?.[1];
  if (id === undefined) return { issues: [refusal(index, `${path}.resource.id`, 'neither id nor fullUrl names it')] };
  const conditions = Object.keys(request ?? {}).filter((key) => !['method', 'url', 'id'].includes(key));
  return {
    entry: { index, fullUrl, type: resource.resourceType, id, resource },
    issues: conditions.map((key) => ({
      kind: 'left-out',
      entry: index,
      path: `${path}.request.${key}`,
      reason: 'conditions of a request are not followed',
    })),
  };
}

function refusal(entry: number, path: string, reason: string): ImportIssue {
  return { kind: 'refused', entry, path, reason };
}
