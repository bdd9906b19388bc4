import { periodOf } from '../search/period.js';
import { inOrderOfUse } from './in-order-of-use.js';
import type { ConceptSlice, IdentifierSlice, TelecomSlice } from './slices.js';

/** The words of a concept: its text, or what its first coding is called. */
export function textOf(concept: ConceptSlice | undefined): string | null {
  const [first] = concept?.coding ?? [];
  return concept?.text ?? first?.display ?? first?.code ?? null;
}

export function codeIn(concept: ConceptSlice | undefined, system: string): string | null {
  return concept?.coding?.find((coding) => coding.system === system)?.code ?? null;
}

export function valueIn(identifiers: readonly IdentifierSlice[] | undefined, system: string): string | null {
  return identifiers?.find((identifier) => identifier.system === system)?.value ?? null;
}

export function contactOf(telecom: TelecomSlice, system: 'phone' | 'email'): string | null {
  return inOrderOfUse(telecom).find((point) => point.system === system)?.value ?? null;
}

/** Several notes become one text, each on its own line. */
export function noteOf(notes: readonly { text: string }[] | undefined): string | null {
  return notes === undefined || notes.length === 0 ? null : notes.map(({ text }) => text).join('\n');
}

/** Versions of other servers need not be numbers (R4 resource.html#Meta); ours are. */
export function revisionOf(meta: { versionId?: string | undefined; lastUpdated?: string | undefined } | undefined) {
  const version = Number(meta?.versionId);
  return {
    version: Number.isSafeInteger(version) && version > 0 ? version : 1,
    updatedAt: momentOf(meta?.lastUpdated),
  };
}

/** A dateTime that says at least the day; without a time it begins at midnight UTC. R4 demands a zone beside a time. */
export function momentOf(text: string | undefined): Date | null {
  if (text === undefined || !/^.{10}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return null;
  const period = periodOf(text);
  return period === undefined ? null : new Date(period.from);
}

/** The calendar day as it was written, or nothing where only a month or year is known. */
export function dayOf(text: string | undefined): string | null {
  return momentOf(text) === null ? null : (text?.slice(0, 10) ?? null);
}
