import type { GivenClinic } from './given-clinic.js';

export interface EveryWrite {
  readonly tool: string;
  /** Good once, and whatever the others have done. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What makes another call of it, under which the key of the first is not good. */
  readonly other: Readonly<Record<string, unknown>>;
}

const mrn = 'MRN001';
const reason = 'Entered for the wrong patient';
const date = '2027-01-04';
const provider_npi = '1234567893';
const sodium = { component: 'Sodium', code: '2951-2', value: 140, unit: 'mmol/L' };
const dose = { dosage: '500 mg', frequency: 'daily' };
const because = { reason: 'Another reason' };

/** A call of each tool that changes the record, of John's. What it changes is written here, for each of its own. */
export async function everyWrite({ door }: Pick<GivenClinic, 'door'>): Promise<readonly EveryWrite[]> {
  const made = async (tool: string, input: object): Promise<Record<string, unknown>> => {
    const { json, isError } = await door.call('app', tool, { mrn, ...input });
    if (isError) throw new Error(JSON.stringify(json));
    return json;
  };
  const recording = async () => (await made('record_vital_signs', { heart_rate: 70 }))['recording_id'];
  const allergy = async (allergen: string) => {
    await made('add_allergy', { allergen });
    return { mrn, allergen };
  };
  const prescription = async (medication_name: string) =>
    named('medication_id', await made('prescribe_medication', { ...dose, medication_name, refills: 2 }), 'medication');
  const order = async () => named('order_id', await made('order_lab', { test_name: 'Sodium' }), 'lab_order');
  const visit = async (time: string) =>
    named('appointment_id', await made('schedule_appointment', { provider_npi, date, time }), 'appointment');
  const slip = { mrn, heart_rate: 72, corrects: await recording(), correction_reason: reason };
  return [
    { tool: 'create_patient', input: born, other: { first_name: 'Ida' } },
    { tool: 'schedule_appointment', input: { mrn, provider_npi, date, time: '08:00' }, other: { time: '16:00' } },
    { tool: 'reschedule_appointment', input: { ...(await visit('09:00')), date, time: '12:00' }, other: because },
    { tool: 'cancel_appointment', input: { ...(await visit('10:00')), reason }, other: because },
    { tool: 'withdraw_appointment', input: { ...(await visit('11:00')), reason }, other: because },
    { tool: 'prescribe_medication', input: { mrn, ...dose, medication_name: 'Loratadine' }, other: { dosage: '5 mg' } },
    { tool: 'refill_medication', input: await prescription('Amoxicillin'), other: { expected_version: 1 } },
    { tool: 'discontinue_medication', input: { ...(await prescription('Metformin')), reason }, other: because },
    { tool: 'withdraw_medication', input: { ...(await prescription('Paracetamol')), reason }, other: because },
    { tool: 'order_lab', input: { mrn, test_name: 'Potassium' }, other: { test_name: 'Chloride' } },
    { tool: 'record_lab_results', input: { ...(await order()), results: [sodium] }, other: { results: [chloride] } },
    { tool: 'withdraw_lab_order', input: { ...(await order()), reason }, other: because },
    { tool: 'record_vital_signs', input: { mrn, heart_rate: 71 }, other: { heart_rate: 99 } },
    { tool: 'record_vital_signs', input: slip, other: { heart_rate: 99 } },
    { tool: 'withdraw_vital_signs', input: { mrn, recording_id: await recording(), reason }, other: because },
    { tool: 'add_allergy', input: { mrn, allergen: 'Eggs' }, other: { allergen: 'Nuts' } },
    { tool: 'end_allergy', input: { ...(await allergy('Dust')), status: 'resolved', reason }, other: because },
    { tool: 'withdraw_allergy', input: { ...(await allergy('Pollen')), reason }, other: because },
  ];
}

const born = { first_name: 'Ada', last_name: 'Byron', dob: '1990-12-10' };
const chloride = { component: 'Chloride', value: 100, unit: 'mmol/L' };

/** What names a row in the answer of the tool that made it. */
function named(name: string, answer: Readonly<Record<string, unknown>>, part: string): Record<string, unknown> {
  return { mrn, [name]: (answer[part] as Record<string, unknown>)[name] };
}
