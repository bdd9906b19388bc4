import type { z } from 'zod';
import type { SyntheticClinic } from '../clinic/synthetic-clinic.js';
import type { clinicDocument } from './clinic-document.js';
import { recordTables } from './record-tables.js';

/** The document that an export of this clinic would be, but for the columns that the database fills. */
export function documentOf(clinic: SyntheticClinic): z.output<typeof clinicDocument> {
  const tables = recordTables.map(({ table, rows }) => [table, clinic[rows].map(columnsOf)] as const);
  return { format: 'caregate.clinic', version: 1, tables: Object.fromEntries(tables) };
}

function columnsOf(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value]));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
