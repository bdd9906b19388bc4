import type { LabComponentRecord, LabResultRecord } from '../records/lab-result.record.js';
import type { VitalJudgements, VitalSignsRecord } from '../records/vital-signs.record.js';
import { readLabComponent } from '../reading/lab-component.reading.js';
import { readLabReport, readLoneResult, resultsOf } from '../reading/lab-report.reading.js';
import { inCategory } from '../reading/observation.slice.js';
import type { Entry, References } from '../reading/references.js';
import { slices } from '../reading/slices.js';
import { readVitalPiece } from '../reading/vital-piece.reading.js';
import { vitalRows } from '../reading/vital-signs.reading.js';
import { labObservationsToFhir, labReportToFhir } from '../resources/lab-result.mapping.js';
import { vitalSignsToFhir } from '../resources/vital-signs.mapping.js';
import type { ImportDesk } from './import-desk.js';

/** Reports with their results, then the results that no report claims. */
export function takeLabResults(desk: ImportDesk, references: References): LabResultRecord[] {
  const reported = desk.open('DiagnosticReport').flatMap((entry) => takeReport(desk, references, entry));
  const lone = observationsOf(desk, 'laboratory').flatMap((entry) => takeLone(desk, references, entry));
  return [...reported, ...lone];
}

export function takeVitalSigns(
  desk: ImportDesk,
  references: References,
  judge: (record: VitalSignsRecord) => VitalJudgements,
): VitalSignsRecord[] {
  const pieces = observationsOf(desk, 'vital-signs').flatMap((entry) => {
    const piece = desk.read(entry, (opened) => readVitalPiece(opened, references));
    return piece === undefined ? [] : [piece];
  });
  return vitalRows(pieces).map(({ record, pieces: taken }) => {
    const again = vitalSignsToFhir({ ...record, judgements: judge(record) });
    for (const { entry, loinc } of taken) {
      const same = again.find(({ code }) => code.coding?.some(({ code: said }) => said === loinc));
      if (same !== undefined) desk.taken(entry, same);
    }
    return record;
  });
}

function takeReport(desk: ImportDesk, references: References, entry: Entry): LabResultRecord[] {
  // Whether the report can be kept decides who keeps its results, so it is read before them.
  const report = desk.read(entry, (opened) => ({
    patientId: readLabReport(opened, references, []).patientId,
    results: resultsOf(opened, references),
  }));
  if (report === undefined) return [];
  const components = report.results
    .filter((result) => result.type === 'Observation' && desk.isOpen(result))
    .filter((result) => isOf(report.patientId, desk, references, result))
    .flatMap((result) => takeComponent(desk, result));
  const record = readLabReport(
    entry,
    references,
    components.map(({ component }) => component),
  );
  desk.taken(entry, labReportToFhir(record));
  settle(desk, record, components);
  return [record];
}

/** Whether a result is of the patient of its report, if it says whose it is; refused otherwise. */
function isOf(patientId: string, desk: ImportDesk, references: References, result: Entry): boolean {
  const subject = slices.reference.safeParse(result.resource['subject']).data;
  if (subject === undefined || references.idOf(subject, 'Patient') === patientId) return true;
  desk.refuse(result, 'subject', 'it is not of the patient of its report');
  return false;
}

function takeLone(desk: ImportDesk, references: References, entry: Entry): LabResultRecord[] {
  return takeComponent(desk, entry).flatMap((taken) => {
    const record = desk.read(entry, (opened) => readLoneResult(opened, references, taken.component));
    if (record === undefined) return [];
    settle(desk, record, [taken]);
    return [record];
  });
}

interface TakenComponent {
  readonly entry: Entry;
  readonly component: LabComponentRecord;
}

function takeComponent(desk: ImportDesk, entry: Entry): TakenComponent[] {
  const component = desk.read(entry, readLabComponent);
  return component === undefined ? [] : [{ entry, component }];
}

function settle(desk: ImportDesk, record: LabResultRecord, components: readonly TakenComponent[]): void {
  const again = labObservationsToFhir(record);
  for (const { entry, component } of components) {
    const same = again.find(({ id }) => id === component.id);
    if (same !== undefined) desk.taken(entry, same);
  }
}

function observationsOf(desk: ImportDesk, category: 'laboratory' | 'vital-signs'): readonly Entry[] {
  return desk.open('Observation').filter(({ resource }) => {
    const categories = slices.concepts.safeParse(resource['category']).data;
    return inCategory({ category: categories }, category);
  });
}
