import type { ChartRecord } from '@caregate/core-fhir';
import { randomUUID } from 'node:crypto';
import { isUuid } from '../../shape/is-uuid.js';

/**
 * The chart under ids that rows can have: those of other systems need not be UUIDs. Providers who are known here by their
 * number keep the id that they have here, and whoever comes twice under one number is one.
 */
export function withRowIds(chart: ChartRecord, providersHere: ReadonlyMap<string, string>): ChartRecord {
  const byNumber = new Map(chart.providers.map((provider) => [provider.npi, provider]));
  const given = new Map([...byNumber].map(([npi, { id }]) => [id, providersHere.get(npi)]));
  const same = new Map(chart.providers.map(({ id, npi }) => [id, byNumber.get(npi)?.id]));
  const idOf = (theirs: string): string => {
    const id = same.get(theirs) ?? theirs;
    const known = given.get(id) ?? (isUuid(id) ? id : randomUUID());
    given.set(id, known);
    return known;
  };
  const own = <T extends { readonly id: string; readonly patientId: string }>(row: T) => ({
    ...row,
    id: idOf(row.id),
    patientId: idOf(row.patientId),
  });
  return {
    patients: chart.patients.map((row) => ({ ...row, id: idOf(row.id) })),
    providers: [...byNumber.values()].map((row) => ({ ...row, id: idOf(row.id) })),
    appointments: chart.appointments.map((row) => ({ ...own(row), providerId: idOf(row.providerId) })),
    medications: chart.medications.map((row) => ({
      ...own(row),
      prescriberId: row.prescriberId === null ? null : idOf(row.prescriberId),
    })),
    allergies: chart.allergies.map(own),
    labResults: chart.labResults.map((row) => ({
      ...own(row),
      components: row.components.map((component) => ({ ...component, id: idOf(component.id) })),
    })),
    vitalSigns: chart.vitalSigns.map(own),
    provenances: chart.provenances.map((row) => ({ ...row, targetId: idOf(row.targetId) })),
    writes: chart.writes.map((row) => ({ ...row, targetId: idOf(row.targetId) })),
  };
}
