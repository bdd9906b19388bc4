import type { FhirResource } from 'fhir/r4.js';
import { z } from 'zod';
import type { Entry, References } from '../reading/references.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportIssue } from './import-issue.js';
import { leftovers } from './leftovers.js';

/** Keeps account of every entry of a Bundle: taken, refused with a reason, or nobody's. */
export class ImportDesk {
  private readonly found: ImportIssue[] = [];
  private readonly settled = new Set<Entry>();
  private readonly byType: ReadonlyMap<string, readonly Entry[]>;

  constructor(
    private readonly entries: readonly Entry[],
    private readonly references: References,
  ) {
    const byType = new Map<string, Entry[]>();
    for (const entry of entries) {
      const alike = byType.get(entry.type);
      if (alike === undefined) byType.set(entry.type, [entry]);
      else alike.push(entry);
    }
    this.byType = byType;
  }

  /** Entries of that type that are neither taken nor refused. */
  open(type: string): readonly Entry[] {
    return (this.byType.get(type) ?? []).filter((entry) => this.isOpen(entry));
  }

  isOpen(entry: Entry): boolean {
    return !this.settled.has(entry);
  }

  /** What the reader makes of the entry, or `undefined` and a refusal. */
  read<T>(entry: Entry, reader: (entry: Entry) => T): T | undefined {
    try {
      return reader(entry);
    } catch (error) {
      const [path, reason] = whyNot(error);
      this.refuse(entry, path, reason);
      return undefined;
    }
  }

  /** The entry is in a record; `again` is what an export of that record says in its place. */
  taken(entry: Entry, again: FhirResource): void {
    this.settled.add(entry);
    for (const { kind, path } of leftovers(entry.resource, again, (text) => this.spell(text)))
      this.found.push({ kind, entry: entry.index, path: `${entry.type}.${path}`, reason: reasons[kind] });
  }

  refuse(entry: Entry, path: string, reason: string): void {
    this.settled.add(entry);
    const place = path === '' ? entry.type : `${entry.type}.${path}`;
    this.found.push({ kind: 'refused', entry: entry.index, path: place, reason });
  }

  /** Everything that is not in the records, in the order of the Bundle. */
  close(): readonly ImportIssue[] {
    for (const entry of this.entries.filter((candidate) => this.isOpen(candidate)))
      this.refuse(entry, '', noPlace[entry.type] ?? 'the health record keeps no resource of this type');
    return this.found.toSorted((one, other) => one.entry - other.entry);
  }

  private spell(reference: string): string {
    const target = this.references.targetOf(reference);
    return target === undefined ? reference : `${target.type}/${target.id}`;
  }
}

const noPlace: Readonly<Record<string, string>> = {
  Observation: 'of observations the health record keeps vital signs and laboratory results',
  Coverage: 'no patient of this Bundle is its beneficiary',
  PractitionerRole: 'no practitioner of this Bundle has it',
};

const reasons = {
  'left-out': 'the record has no place for it',
  changed: 'the record keeps it in other words or units',
} as const;

function whyNot(error: unknown): [path: string, reason: string] {
  if (error instanceof Unreadable) return [error.path, error.reason];
  if (error instanceof z.ZodError) return [error.issues[0]?.path.join('.') ?? '', 'not as FHIR R4 defines it'];
  throw error;
}
