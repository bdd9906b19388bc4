import { roles, scopes, type Role, type Scope } from '@caregate/core-permissions';

export type MatrixLine = readonly [
  tool: string,
  opensWith: readonly Scope[],
  own: boolean,
  holders: string,
  input: object,
];

const readers = 'doctor nurse patient system radiologist referring-doctor';
const mrn = 'MRN001';
const dry = { mrn, dry_run: true };
const day = '2027-01-04';

/** The table as a clinic would print it. A change of policy must be made here too: that is the point. */
export const matrixTable: readonly MatrixLine[] = [
  [
    'register_client',
    ['write:clients'],
    false,
    'admin',
    { app_id: 'ward-display', app_name: 'Ward display', role: 'nurse', scopes: ['read:vitals'] },
  ],
  ['get_patient', ['read:patients'], true, `${readers} technician typist billing`, { mrn }],
  ['search_patients', ['read:patients'], true, `${readers} technician typist billing`, { search_term: 'x' }],
  [
    'create_patient',
    ['write:patients'],
    false,
    'doctor system technician',
    { first_name: 'A', last_name: 'B', dob: day.replace('2027', '1999'), dry_run: true },
  ],
  ['get_appointments', ['read:appointments'], true, `${readers} technician billing`, { mrn }],
  [
    'find_free_slots',
    ['read:providers', 'read:appointments'],
    false,
    `${readers} technician billing admin`,
    { provider_npi: '1', from: day, to: day },
  ],
  [
    'schedule_appointment',
    ['write:appointments'],
    false,
    'doctor nurse patient system',
    { ...dry, provider_npi: '1', date: day, time: '09:00' },
  ],
  [
    'reschedule_appointment',
    ['write:appointments'],
    false,
    'doctor nurse patient system',
    { ...dry, appointment_id: 'APT0', date: day, time: '09:00' },
  ],
  [
    'cancel_appointment',
    ['write:appointments'],
    false,
    'doctor nurse patient system',
    { ...dry, appointment_id: 'APT0' },
  ],
  [
    'withdraw_appointment',
    ['write:appointments'],
    false,
    'doctor nurse system',
    { ...dry, appointment_id: 'APT0', reason: 'wrong patient' },
  ],
  [
    'search_providers',
    ['read:providers', 'read:appointments'],
    false,
    `${readers} technician billing admin`,
    { search_term: 'x' },
  ],
  ['get_provider', ['read:providers', 'read:appointments'], false, `${readers} technician billing admin`, { npi: '1' }],
  ['get_medications', ['read:medications'], true, readers, { mrn }],
  [
    'prescribe_medication',
    ['write:medications'],
    false,
    'doctor system',
    { ...dry, medication_name: 'X', dosage: '1 mg', frequency: 'daily' },
  ],
  ['refill_medication', ['write:medications'], false, 'doctor system', { ...dry, medication_id: 'MED0' }],
  [
    'discontinue_medication',
    ['write:medications'],
    false,
    'doctor system',
    { ...dry, medication_id: 'MED0', reason: 'rash' },
  ],
  [
    'withdraw_medication',
    ['write:medications'],
    false,
    'doctor system',
    { ...dry, medication_id: 'MED0', reason: 'wrong patient' },
  ],
  ['get_lab_results', ['read:labs'], true, readers, { mrn }],
  ['order_lab', ['write:labs'], false, 'doctor system', { ...dry, test_name: 'X-Test' }],
  [
    'record_lab_results',
    ['write:labs'],
    false,
    'doctor system',
    { ...dry, order_id: 'LAB0', results: [{ component: 'x', text: 'y' }] },
  ],
  ['withdraw_lab_order', ['write:labs'], false, 'doctor system', { ...dry, order_id: 'LAB0', reason: 'wrong patient' }],
  ['get_vital_signs', ['read:vitals'], true, readers, { mrn }],
  ['record_vital_signs', ['write:vitals'], false, 'doctor nurse system', { ...dry, heart_rate: 70 }],
  [
    'withdraw_vital_signs',
    ['write:vitals'],
    false,
    'doctor nurse system',
    { ...dry, recorded_date: '2026-03-02T14:30:05Z', reason: 'wrong patient' },
  ],
  ['get_allergies', ['read:allergies'], true, `${readers} technician`, { mrn }],
  ['add_allergy', ['write:allergies'], false, 'doctor nurse system', { ...dry, allergen: 'Eggs' }],
  [
    'end_allergy',
    ['write:allergies'],
    false,
    'doctor nurse system',
    { ...dry, allergen: 'Eggs', status: 'resolved', reason: 'eats them' },
  ],
  [
    'withdraw_allergy',
    ['write:allergies'],
    false,
    'doctor nurse system',
    { ...dry, allergen: 'Eggs', reason: 'wrong patient' },
  ],
  ['search', ['read:patients'], true, `${readers} technician typist billing`, { query: 'x' }],
  ['fetch', ['read:patients'], true, `${readers} technician typist billing`, { id: 'patient/MRN001' }],
];

export const allRoles = Object.keys(roles) as Role[];
const allScopes = Object.keys(scopes) as Scope[];

export interface Wallet {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly opens: (role: Role) => boolean;
}

/** Each scope that opens the tool alone, and all the others together: if those open nothing, none of them does. */
export function walletsFor([, opensWith, own]: MatrixLine): readonly Wallet[] {
  const useful = new Set<Scope>([...opensWith, ...(own ? (['read:own_records'] as const) : [])]);
  const alone = [...useful].map((scope) => ({
    name: scope,
    scopes: [scope],
    opens: (role: Role) => opensWith.includes(scope) || role === 'patient',
  }));
  return [
    ...alone,
    { name: 'all others', scopes: allScopes.filter((scope) => !useful.has(scope)), opens: () => false },
  ];
}

export function expectedOf(holds: boolean, opens: boolean): string {
  if (!holds) return 'access.role.refused';
  return opens ? 'open' : 'access.scope.insufficient';
}

/** Whatever the tool says of what it was asked, it said it to somebody who may ask. */
export function actualOf(status: number, code: string): string {
  if (status !== 200) return `HTTP ${status}`;
  return code.startsWith('access.') || code === 'request.invalid' ? code : 'open';
}
