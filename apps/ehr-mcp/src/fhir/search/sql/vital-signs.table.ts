import { systems, vitalKinds, vitalsPanel, vitalStatuses } from '@caregate/core-fhir';
import { coding, literal, moment, references, renamed, to, token, type SearchTable } from './search-table.js';

const measured = vitalKinds.map(({ suffix, loincs, keys }) => ({
  suffix: literal(`-${suffix}`),
  loincs,
  there: keys.map((key) => `v.${columnOf(key)} IS NOT NULL`).join(' OR '),
}));

const [panel, ...members] = [{ suffix: "''", loincs: [vitalsPanel.loinc], there: 'TRUE' }, ...measured].map(
  ({ suffix, loincs: [loinc = '', other], there }) => {
    return `(${suffix}, ${literal(loinc)}, ${other === undefined ? 'NULL' : literal(other)}, ${there})`;
  },
);

/** A row is a panel and one Observation for each thing that was measured. */
export const vitalSignsTable: SearchTable = {
  from: `ehr.vital_sign AS v CROSS JOIN LATERAL (VALUES ${[panel, ...members].join(', ')}) AS k (suffix, loinc, other, there)`,
  where: 'v.patient_id = $1 AND k.there',
  id: 'v.id || k.suffix',
  withdrawn: "v.status = 'entered_in_error'",
  masked: "k.suffix = ''",
  care: (shown) => moment(shown('v.recorded_at')),
  columns: (shown) => ({
    _lastUpdated: moment('coalesce(v.updated_at, v.created_at)'),
    patient: references(to('Patient', 'v.patient_id')),
    subject: references(to('Patient', 'v.patient_id')),
    category: token(coding(literal('vital-signs'), systems.observationCategory)),
    code: token(coding(shown('k.loinc'), systems.loinc), coding(shown('k.other'), systems.loinc)),
    date: moment(shown('v.recorded_at')),
    status: token(coding(renamed('v.status', vitalStatuses))),
    'has-member': references(
      ...measured.map(({ suffix, there }) =>
        shown(`CASE WHEN k.suffix = '' AND (${there}) THEN ${to('Observation', 'v.id')} || ${suffix} END`),
      ),
    ),
  }),
};

function columnOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
