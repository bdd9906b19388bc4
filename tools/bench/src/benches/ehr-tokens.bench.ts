import { exportBundle, type ChartRecord } from '@caregate/core-fhir';
import {
  Allergy,
  Appointment,
  createDataSource,
  LabComponent,
  LabOrder,
  Medication,
  Patient,
  Provider,
  VitalSign,
} from '@caregate/data-models';
import type { DataSource } from 'typeorm';
import type { Bench } from '../bench.js';
import { clinicalQuestions } from '../load/clinical-questions.js';
import { modernCall } from '../load/mcp-request.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const PART_MAX = 1 / 20;
const MRN = 'MRN001';

/** Characters that a model reads per answer, against the whole record of the same patient as a FHIR Bundle. */
export const ehrTokens: Bench = {
  name: 'ehr-tokens',
  run: (log) =>
    withStack(async (stack) => {
      const bundle = await bundleLength(stack.adminUrl);
      const authorization = `Bearer ${await assistantToken(stack)}`;
      const lengths: number[] = [];
      for (const { question, tool, input } of clinicalQuestions(MRN)) {
        const length = await answerLength(stack.addresses.ehrMcp, authorization, { tool, input });
        log(`${String(length).padStart(6)}  ${question}`);
        lengths.push(length);
      }
      const value = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
      const ratio = value / bundle;
      log(`${lengths.length} questions, ${Math.round(value)} characters each; the Bundle has ${bundle}`);
      return {
        bench: 'ehr-tokens',
        aim: `an answer has at most 1/${1 / PART_MAX} of the characters of the FHIR Bundle of the patient`,
        value,
        peer: bundle,
        ratio,
        p95Milliseconds: null,
        holds: ratio <= PART_MAX,
        note: 'characters per answer; peer: characters of the Bundle; less is better',
      };
    }),
};

interface Question {
  readonly tool: string;
  readonly input: object;
}

async function answerLength(url: string, authorization: string, { tool, input }: Question): Promise<number> {
  const { headers, body } = modernCall(tool, input);
  const response = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
  const parsed = JSON.parse(await response.text()) as {
    readonly result?: { readonly isError?: boolean; readonly content?: readonly { readonly text?: string }[] };
  };
  const text = parsed.result?.content?.[0]?.text;
  if (text === undefined || parsed.result?.isError === true)
    throw new Error(`${tool} was not answered: ${response.status} ${text}`);
  return text.length;
}

async function bundleLength(url: string): Promise<number> {
  const dataSource = createDataSource({ url, applicationName: 'bench' });
  await dataSource.initialize();
  try {
    const chart = await chartOf(dataSource, MRN);
    return JSON.stringify(exportBundle(chart, { baseUrl: 'https://ehr.example.org/fhir', timestamp: new Date() }))
      .length;
  } finally {
    await dataSource.destroy();
  }
}

async function chartOf(dataSource: DataSource, mrn: string): Promise<ChartRecord> {
  const patient = await dataSource.getRepository(Patient).findOneByOrFail({ mrn });
  const own = { patientId: patient.id };
  const appointments = await dataSource.getRepository(Appointment).findBy(own);
  const components = await dataSource.getRepository(LabComponent).findBy(own);
  const orders = await dataSource.getRepository(LabOrder).findBy(own);
  const seen = new Set(appointments.map(({ providerId }) => providerId));
  const providers = await dataSource.getRepository(Provider).find();
  return {
    patients: [patient],
    providers: providers.filter(({ id }) => seen.has(id)),
    appointments,
    medications: await dataSource.getRepository(Medication).findBy(own),
    allergies: await dataSource.getRepository(Allergy).findBy(own),
    labResults: orders.map((order) => ({
      ...order,
      components: components.filter(({ labOrderId }) => labOrderId === order.id),
    })),
    vitalSigns: await dataSource.getRepository(VitalSign).findBy(own),
    provenances: [],
    writes: [],
  };
}
