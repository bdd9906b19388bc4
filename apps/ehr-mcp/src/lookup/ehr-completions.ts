import type { Completion } from '@caregate/kit-mcp';
import { analytes } from '../clinical/ranges/analytes.data.js';
import type { EhrServices } from '../services.js';
import { completeMrn } from './mrn.completion.js';

/** What is offered while somebody types an argument of a prompt or a part of an address. */
export const ehrCompletions: Readonly<Record<string, Completion<EhrServices>>> = {
  mrn: completeMrn,
  code: analytes.map(({ loinc: value, name: title }) => ({ value, title })),
};
