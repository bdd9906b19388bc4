import { importBundle, importOutcome, type ImportIssue } from '@caregate/core-fhir';
import type { AuditTrail, NewAuditEntry } from '@caregate/kit-audit';
import type { Bundle, BundleEntry, FhirResource, OperationOutcome } from 'fhir/r4.js';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Clinic } from '../../clinic.js';
import { casesOf } from '../../shape/mrn.js';
import { ChartList } from '../everything/chart-list.js';
import { wholeChart } from '../everything/chart-parts.js';
import { readChart } from '../everything/chart-reader.js';
import { everythingQuery } from '../everything/everything-query.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { vitalJudgements } from '../sources/vital-judgements.js';
import { withRowIds } from './with-row-ids.js';
import { writeChart, type RefusedRow } from './write-chart.js';
import { writeHistory } from './write-history.js';

export interface PatientBundlesParts {
  readonly dataSource: DataSource;
  readonly audit: AuditTrail;
  /** By whose days ages are counted. */
  readonly clinic: Pick<Clinic, 'timeZone'>;
  /** Under which address the resources of an export are named. */
  readonly baseUrl: string;
}

/** Why a Bundle was not taken, in a sentence for the operator. */
export class BundleRefused extends Error {}

/** A patient's chart out of this record and into another, as a Bundle of FHIR R4. For operators; on the trail. */
export class PatientBundles {
  constructor(private readonly parts: PatientBundlesParts) {}

  /** The Bundle and its entries, which are read while they are taken. */
  async exportPatient(mrn: string): Promise<readonly [bundle: Bundle, entries: AsyncIterable<BundleEntry>]> {
    const { dataSource, audit, clinic } = this.parts;
    const records = new FhirRecordsRepository(dataSource, clinic);
    const [patient] = await records.patients((query) => query.where({ mrn }), 1);
    if (patient === undefined) throw new BundleRefused('There is no patient of that number.');
    const call = { ...wholeChart, patientId: patient.id, seesWithdrawn: true, query: everythingQuery([]) };
    const { resources } = await new ChartList(dataSource).page(call);
    await audit.record(entry('patient.read', patient.id, 'fhir.export'));
    const chart = readChart(resources, { records, patientId: patient.id, shown: (all) => all });
    return [{ resourceType: 'Bundle', type: 'collection', timestamp: new Date().toISOString() }, this.entriesOf(chart)];
  }

  private async *entriesOf(chart: AsyncIterable<FhirResource>): AsyncGenerator<BundleEntry> {
    for await (const resource of chart)
      yield { fullUrl: `${this.parts.baseUrl}/${resource.resourceType}/${resource.id}`, resource };
  }

  /** One new patient with all that hangs on them, or nothing. Answers what of the Bundle is not in the record. */
  async importPatient(input: unknown): Promise<OperationOutcome> {
    const { chart, issues } = importBundle(input, { judge: vitalJudgements(this.parts.clinic.timeZone) });
    const [patient, ...others] = chart.patients;
    if (patient === undefined || others.length > 0)
      throw new BundleRefused(
        [`The Bundle has ${chart.patients.length} patients that can be kept; one is needed.`, ...reasons(issues)].join(
          ' ',
        ),
      );
    return this.parts.dataSource.transaction(async (manager) => {
      const known = await manager.query<{ mrn: string }[]>('SELECT mrn FROM ehr.patient WHERE mrn = ANY($1)', [
        casesOf(patient.mrn),
      ]);
      if (known.length > 0) throw new BundleRefused('A patient of that number is in the record already.');
      const providers = await manager.query<{ id: string; npi: string }[]>('SELECT id, npi FROM ehr.provider');
      const rows = withRowIds(chart, new Map(providers.map(({ id, npi }) => [npi, id])));
      const refused = await writeChart(manager, rows);
      const [person] = refused.filter(({ type }) => type === 'Patient');
      if (person !== undefined) throw new BundleRefused(`The record keeps no patient who breaks ${person.constraint}.`);
      const id = rows.patients[0]?.id ?? '';
      const requestId = randomUUID();
      const untold = await writeHistory(manager, rows, requestId);
      await manager.query(provenance, [id, requestId]);
      await this.parts.audit.recordIn(manager, entry('patient.created', id, 'fhir.import'));
      return importOutcome([...issues, ...[...refused, ...untold].map(issueOf)]);
    });
  }
}

/** Of every row is told who wrote it, also where nobody used a tool. */
const provenance = `
  INSERT INTO ehr.provenance (patient_id, target, target_id, activity, tool, actor_kind, actor_subject, actor_client,
    request_id)
  SELECT $1::uuid, target, id, 'create', 'import', 'client', 'ehr-bundle', 'ehr-bundle', $2 FROM (
    SELECT 'patient' AS target, id FROM ehr.patient WHERE id = $1
    UNION ALL SELECT 'appointment', id FROM ehr.appointment WHERE patient_id = $1
    UNION ALL SELECT 'medication', id FROM ehr.medication WHERE patient_id = $1
    UNION ALL SELECT 'allergy', id FROM ehr.allergy WHERE patient_id = $1
    UNION ALL SELECT 'lab_order', id FROM ehr.lab_order WHERE patient_id = $1
    UNION ALL SELECT 'vital_sign', id FROM ehr.vital_sign WHERE patient_id = $1) AS written`;

/** Why there is no patient, where the Bundle has one. */
function reasons(issues: readonly ImportIssue[]): string[] {
  const ofPatients = issues.filter(({ kind, path }) => kind === 'refused' && /^(?:Patient|Bundle)\b/.test(path));
  return ofPatients.slice(0, 3).map(({ path, reason }) => `${path}: ${reason}.`);
}

function issueOf({ type, constraint }: RefusedRow): ImportIssue {
  return { kind: 'refused', entry: -1, path: type, reason: `the record keeps none that breaks ${constraint}` };
}

function entry(event: 'patient.read' | 'patient.created', patientId: string, interaction: string): NewAuditEntry {
  return {
    event,
    outcome: 'success',
    actor: { kind: 'service', subject: 'ehr-bundle' },
    patientId,
    entity: { type: 'Patient', id: patientId },
    source: 'ehr-mcp',
    transport: 'internal',
    requestId: randomUUID(),
    detail: { interaction },
  };
}
