import { allergiesTable } from '../../search/sql/allergies.table.js';
import { appointmentsTable } from '../../search/sql/appointments.table.js';
import { labReportsTable } from '../../search/sql/lab-reports.table.js';
import { labResultsTable } from '../../search/sql/lab-results.table.js';
import { medicationsTable } from '../../search/sql/medications.table.js';
import { literal, moment, shownOf, type SearchTable } from '../../search/sql/search-table.js';
import { vitalSignsTable } from '../../search/sql/vital-signs.table.js';
import type { WrittenTable } from '../../sources/fhir-records.repository.js';
import { recordingTools } from '../../sources/writes-of.js';
import type { ChartView, Listed, Listing } from './listing.js';

const recorded = moment('p.recorded_at').from;

/** Who wrote what is listed. Of what was entered in error, everybody is told of who withdrew it alone. */
export const writesListings: Readonly<Record<Exclude<WrittenTable, 'vital_sign'>, Listing>> = {
  patient: () => ({ ...writesIn('patient'), from: 'ehr.provenance AS p' }),
  appointment: writesTo('appointment', appointmentsTable, 'a.id'),
  medication: writesTo('medication', medicationsTable, 'm.id'),
  allergy: writesTo('allergy', allergiesTable, 'a.id'),
  lab_order: (view) => {
    if (!view.open.has(labReportsTable)) return undefined;
    const withResult = (holds: string) =>
      `p.tool IN (${recordingTools.map(literal).join(', ')})
       AND EXISTS (SELECT FROM ehr.lab_component AS c WHERE c.lab_order_id = o.id AND ${holds})`;
    const isWithdrawn = `(${labReportsTable.withdrawn} OR ${withResult(labResultsTable.withdrawn)})`;
    const inTime = `(${isInTime(labReportsTable, view)} OR ${withResult(isInTime(labResultsTable, view))})`;
    const { where, ...listed } = writesIn('lab_order');
    return {
      ...listed,
      from: `ehr.provenance AS p JOIN ${labReportsTable.from} ON o.id = p.target_id`,
      where: [...where, isTold(view, isWithdrawn), inTime],
    };
  },
};

function writesIn(written: WrittenTable): Omit<Listed, 'from'> {
  const where = [`p.patient_id = $1 AND p.target = ${literal(written)}`];
  return { where, id: 'p.id::text', changed: recorded };
}

function writesTo(written: WrittenTable, table: SearchTable, row: string): Listing {
  return (view) => {
    if (!view.open.has(table)) return undefined;
    const { where, ...listed } = writesIn(written);
    return {
      ...listed,
      from: `ehr.provenance AS p JOIN ${table.from} ON ${row} = p.target_id`,
      where: [...where, isTold(view, table.withdrawn), isInTime(table, view)],
    };
  };
}

/** Who recorded vital signs, which their rows say themselves. */
export const vitalRecordingsListing: Listing = (view) => {
  if (!view.open.has(vitalSignsTable)) return undefined;
  const isHidden = view.seesWithdrawn ? 'FALSE' : vitalSignsTable.withdrawn;
  return {
    from: 'ehr.vital_sign AS v',
    where: ['v.patient_id = $1', `NOT (${isHidden})`, isInTime(vitalSignsTable, view)],
    id: "v.id || '-provenance'",
    changed: moment('v.created_at').from,
  };
};

/** Who corrected or withdrew them since, under ids that lead back to the row. */
export const vitalCorrectionsListing: Listing = (view) => {
  if (!view.open.has(vitalSignsTable)) return undefined;
  return {
    from: `(SELECT *, row_number() OVER (PARTITION BY target_id ORDER BY recorded_at, id) AS place
      FROM ehr.provenance WHERE patient_id = $1 AND target = 'vital_sign' AND activity <> 'create') AS p
      JOIN ehr.vital_sign AS v ON v.id = p.target_id`,
    where: [isTold(view, vitalSignsTable.withdrawn), isInTime(vitalSignsTable, view)],
    id: "v.id || CASE p.activity WHEN 'nullify' THEN '-withdrawn-' ELSE '-corrected-' END || p.place",
    changed: recorded,
  };
};

function isTold({ seesWithdrawn }: ChartView, isWithdrawn: string): string {
  return seesWithdrawn ? 'TRUE' : `(p.activity = 'nullify' OR NOT (${isWithdrawn}))`;
}

function isInTime(table: SearchTable, { seesWithdrawn, inTime }: ChartView): string {
  return inTime(table.care?.(shownOf(table, seesWithdrawn)));
}
