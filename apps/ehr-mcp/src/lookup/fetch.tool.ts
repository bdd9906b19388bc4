import { DomainError } from '@caregate/core-errors';
import { decide, type Permission } from '@caregate/core-permissions';
import { defineTool, type AuthorizedContext } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { oneLine } from '../shape/one-line.js';
import { mrnOf, recordId, recordUrl } from './record-id.js';
import { sections } from './sections.js';

/** For hosts that know no other tools than `search` and `fetch`: the front page of one record as text. */
export const fetch = defineTool({
  name: 'fetch',
  title: 'Fetch a health record',
  description:
    'The front page of one record as text, for hosts that use search and fetch only: person, allergies, medications, newest results, vital signs, appointments, as far as you may read them. Other hosts use the tools for each of these.',
  input: z.strictObject({ id: recordId }),
  output: z.strictObject({
    id: z.string().describe('Id of the record'),
    title: z.string().describe('Name of the patient'),
    text: z.string().describe('The front page'),
    url: z.string().describe('For citations'),
    metadata: z
      .strictObject({
        mrn: z.string().describe('Medical record number'),
        not_shown: z.string().describe('Sections that the token does not open; empty when it opens all'),
      })
      .describe('About the text'),
  }),
  permission: 'patient:read',
  audit: 'patient.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ id }, { patientIndex }: EhrServices) => patientIndex.idOf(mrnOf(id)),
  run: async ({ id }, context, services: EhrServices) => {
    const { patientId } = context;
    const patient = patientId === undefined ? undefined : await services.patients.byId(patientId);
    if (patientId === undefined || patient === undefined) throw new DomainError('ehr.record.not_found');
    const shown = sections.filter(({ permission }) => mayRead(context, patientId, permission));
    const parts = await Promise.all(shown.map(({ text }) => text(patientId, services)));
    const { mrn, first_name: first, last_name: last, dob, gender } = patient;
    const hidden = sections.filter((section) => !shown.includes(section)).map(({ name }) => name);
    return {
      id,
      title: `${first} ${last}`,
      text: [oneLine(`${first} ${last}, ${gender}, born ${dob}, ${mrn}`), ...parts].join('\n\n'),
      url: recordUrl(mrn),
      metadata: { mrn, not_shown: hidden.join(', ') },
    };
  },
});

/** Each section is opened by the permission of its own tool: this one must not be a way around it. */
function mayRead(context: AuthorizedContext, patientId: string, permission: Permission): boolean {
  const { caller, relations } = context;
  return decide({ caller, relations, patientId, permission, now: new Date() }).allowed;
}
