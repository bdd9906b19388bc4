import { appointmentsTable } from '../../search/sql/appointments.table.js';
import { medicationsTable } from '../../search/sql/medications.table.js';
import { moment, shownOf } from '../../search/sql/search-table.js';
import type { ChartView, Listing } from './listing.js';

const patient = { from: 'ehr.patient AS x', changed: moment('x.updated_at').from };

export const patientListing: Listing = () => ({ ...patient, where: ['x.id = $1'], id: 'x.id::text' });

export const coverageListing: Listing = () => ({
  ...patient,
  where: ['x.id = $1', 'num_nonnulls(x.insurance_provider, x.policy_number, x.group_number) > 0'],
  id: "x.id || '-coverage'",
});

export const practitionerListing: Listing = (view) => practitionersNamed(view, 'd.id::text');

export const roleListing: Listing = (view) => practitionersNamed(view, "d.id || '-role'");

const naming = [
  { table: appointmentsTable, column: 'a.provider_id' },
  { table: medicationsTable, column: 'm.prescriber_id' },
];

/** Those to whom visits and prescriptions refer; not who treats somebody, where that was entered in error. */
function practitionersNamed({ open, seesWithdrawn }: ChartView, id: string): ReturnType<Listing> {
  const named = naming
    .filter(({ table }) => open.has(table))
    .map(({ table, column }) => {
      return `SELECT ${shownOf(table, seesWithdrawn)(column)} FROM ${table.from} WHERE ${table.where}`;
    });
  if (named.length === 0) return undefined;
  const where = [`d.id IN (${named.join(' UNION ')})`];
  return { from: 'ehr.provider AS d', where, id, changed: moment('d.updated_at').from };
}
