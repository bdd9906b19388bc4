/** A question as a clinician puts it, and the call with which an assistant answers it. */
export interface ClinicalQuestion {
  readonly question: string;
  readonly tool: string;
  readonly input: object;
}

const lab = (question: string, code: string, more: object = {}) =>
  ({
    question,
    tool: 'get_lab_results',
    more: { code, limit: 1, fields: ['ordered_date', 'results'], ...more },
  }) as const;

const trend = (question: string, code: string) =>
  ({ question, tool: 'get_lab_results', more: { code, trend: true } }) as const;

const vital = (question: string, more: object) => ({ question, tool: 'get_vital_signs', more }) as const;

const care = (question: string, tool: string, more: object) => ({ question, tool, more }) as const;

const questions = [
  care('Who is the patient?', 'get_patient', {}),
  care('What is the patient allergic to?', 'get_allergies', {}),
  care('Which allergies are severe?', 'get_allergies', { fields: ['allergen', 'severity'] }),
  care('What does the patient take?', 'get_medications', { fields: ['name', 'dosage', 'frequency'] }),
  care('Who prescribed what?', 'get_medications', { fields: ['name', 'prescriber'] }),
  care('How many refills are left?', 'get_medications', { fields: ['name', 'refills_remaining'] }),
  care('What has been stopped?', 'get_medications', { status: 'discontinued', fields: ['name', 'prescribed_date'] }),
  care('When does the patient come next?', 'get_appointments', {
    status: 'scheduled',
    fields: ['date', 'time', 'provider'],
  }),
  care('When was the patient here last?', 'get_appointments', {
    status: 'completed',
    limit: 1,
    fields: ['date', 'provider', 'reason'],
  }),
  care('Which visits were cancelled?', 'get_appointments', { status: 'cancelled', fields: ['date', 'reason'] }),
  lab('What is the last HbA1c?', '4548-4'),
  lab('What is the last glucose?', '2345-7'),
  lab('What is the last potassium?', '2823-3'),
  lab('What is the last creatinine?', '2160-0'),
  lab('What is the last LDL cholesterol?', '13457-7'),
  lab('What is the last hemoglobin?', '718-7'),
  lab('What is the last TSH?', '3016-3'),
  lab('What was sodium the last three times?', '2951-2', { limit: 3 }),
  trend('How has HbA1c developed?', '4548-4'),
  trend('How has creatinine developed?', '2160-0'),
  trend('How has LDL cholesterol developed?', '13457-7'),
  trend('How has glucose developed?', '2345-7'),
  care('Which tests are still out?', 'get_lab_results', { status: 'pending', fields: ['test_name', 'ordered_date'] }),
  care('Which tests were made lately?', 'get_lab_results', {
    limit: 5,
    fields: ['test_name', 'ordered_date', 'status'],
  }),
  vital('What is the blood pressure now?', { limit: 1, fields: ['recorded_date', 'blood_pressure'] }),
  vital('What were the last five pulses?', { limit: 5, fields: ['recorded_date', 'heart_rate'] }),
  vital('How has the weight developed?', { trend_of: 'weight' }),
  vital('How has the systolic pressure developed?', { trend_of: 'systolic_bp' }),
  vital('What is the BMI?', { limit: 1, fields: ['recorded_date', 'bmi'] }),
  vital('Are there signs of fever?', { limit: 3, fields: ['recorded_date', 'temperature'] }),
] as const;

/** Thirty questions about one patient. */
export function clinicalQuestions(mrn: string): readonly ClinicalQuestion[] {
  return questions.map(({ question, tool, more }) => ({ question, tool, input: { mrn, ...more } }));
}
