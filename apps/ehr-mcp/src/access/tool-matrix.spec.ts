import { roles, scopes, type Role, type Scope } from '@caregate/core-permissions';
import { givenCaller } from '@caregate/testing';
import { ehrTools } from '../ehr-tools.js';
import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import { toolMatrix } from './tool-matrix.js';

type Row = readonly [tool: string, opensWith: readonly Scope[], own: boolean, holders: string, input: object];

const readers = 'doctor nurse patient system radiologist referring-doctor';
const mrn = 'MRN001';
const dry = { mrn, dry_run: true };
const day = '2027-01-04';

/** The table as a clinic would print it. A change of policy must be made here too: that is the point. */
const table: readonly Row[] = [
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
  ['get_lab_results', ['read:labs'], true, readers, { mrn }],
  ['order_lab', ['write:labs'], false, 'doctor system', { ...dry, test_name: 'X-Test' }],
  [
    'record_lab_results',
    ['write:labs'],
    false,
    'doctor system',
    { ...dry, order_id: 'LAB0', results: [{ component: 'x', text: 'y' }] },
  ],
  ['get_vital_signs', ['read:vitals'], true, readers, { mrn }],
  ['record_vital_signs', ['write:vitals'], false, 'doctor nurse system', { ...dry, heart_rate: 70 }],
  ['get_allergies', ['read:allergies'], true, `${readers} technician`, { mrn }],
  ['add_allergy', ['write:allergies'], false, 'doctor nurse system', { ...dry, allergen: 'Eggs' }],
  ['search', ['read:patients'], true, `${readers} technician typist billing`, { query: 'x' }],
  ['fetch', ['read:patients'], true, `${readers} technician typist billing`, { id: 'patient/MRN001' }],
];

const allRoles = Object.keys(roles) as Role[];
const allScopes = Object.keys(scopes) as Scope[];

interface Wallet {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly opens: (role: Role) => boolean;
}

/** Each scope that opens the tool alone, and all the others together: if those open nothing, none of them does. */
function walletsFor([, opensWith, own]: Row): readonly Wallet[] {
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

describe('role × scope × tool (features U03, U07)', () => {
  let clinic: GivenClinic;

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());

  it('has a row for every tool that is not public', () => {
    const guarded = ehrTools.filter(({ permission }) => permission !== 'public').map(({ name }) => name);
    expect(table.map(([tool]) => tool)).toEqual(guarded);
  });

  it('is what the table for readers says', () => {
    const printed = toolMatrix(ehrTools).filter(({ permission }) => permission !== 'public');
    const compared = printed.map(({ tool, scopes: opens, ownScopes, roles: holders }) => [
      tool,
      opens,
      ownScopes.length > 0,
      [...holders].sort(),
    ]);
    expect(compared).toEqual(table.map(([tool, opens, own, holders]) => [tool, opens, own, holders.split(' ').sort()]));
  });

  it.each(table.map((row) => [row[0], row] as const))(
    '%s opens to its roles with its scopes, and to nobody and nothing else, over the wire',
    async (_tool, row) => {
      const cells = allRoles.flatMap((role) => walletsFor(row).map((wallet) => ({ role, wallet })));
      const complaints = await Promise.all(cells.map(({ role, wallet }) => complaintOf(row, role, wallet)));
      expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
    },
  );

  async function complaintOf([tool, , , holders, input]: Row, role: Role, wallet: Wallet) {
    const token = `${tool}.${role}.${wallet.name.replaceAll(/\W/g, '.')}`;
    const kind = role === 'patient' ? 'self' : 'assignment';
    const relation = { id: token, subject: token, patientId: clinic.john, kind, validFrom: new Date(0) } as const;
    clinic.door.admit(token, givenCaller({ subject: token, role, scopes: wallet.scopes }), [
      { ...relation, expiresAt: null, revokedAt: null },
    ]);
    const { json, status } = await clinic.door.call(token, tool, { ...input });
    const expected = expectedOf(holders.split(' ').includes(role), wallet.opens(role));
    const actual = status === 403 ? 'access.scope.insufficient' : actualOf(status, String(json['code'] ?? ''));
    return expected === actual ? undefined : `${role} with ${wallet.name}: ${actual} instead of ${expected}`;
  }
});

function expectedOf(holds: boolean, opens: boolean): string {
  if (!holds) return 'access.role.refused';
  return opens ? 'open' : 'access.scope.insufficient';
}

/** Whatever the tool says of what it was asked, it said it to somebody who may ask. */
function actualOf(status: number, code: string): string {
  if (status !== 200) return `HTTP ${status}`;
  return code.startsWith('access.') || code === 'request.invalid' ? code : 'open';
}
