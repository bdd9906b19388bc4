import { decide } from './decide.js';
import { permissions, type Permission } from './permissions.js';
import { givenCaller, givenRelation, now, patientId } from './question.fixture.js';
import { relationKinds, type Relation } from './relation.js';
import { roles, type Role } from './roles.js';
import { scopes, type Scope } from './scopes.js';

type Row = readonly [
  permission: Permission,
  opensWith: readonly Scope[],
  own: boolean,
  patient: boolean,
  holders: string,
];

const lookers = 'doctor nurse system radiologist';

/** The access policy as a clinic would print it. A change of policy must be made here too: that is the point. */
const policy: readonly Row[] = [
  [
    'patient:read',
    ['read:patients'],
    true,
    true,
    'doctor nurse patient system radiologist technician typist referring-doctor billing',
  ],
  [
    'patient:search',
    ['read:patients'],
    true,
    false,
    'doctor nurse patient system radiologist technician typist referring-doctor billing',
  ],
  ['patient:create', ['write:patients'], false, false, 'doctor system technician'],
  [
    'appointment:read',
    ['read:appointments'],
    true,
    true,
    'doctor nurse patient system radiologist technician referring-doctor billing',
  ],
  ['appointment:write', ['write:appointments'], false, true, 'doctor nurse patient system'],
  ['appointment:withdraw', ['write:appointments'], false, true, 'doctor nurse system'],
  ['medication:read', ['read:medications'], true, true, 'doctor nurse patient system radiologist referring-doctor'],
  ['medication:write', ['write:medications'], false, true, 'doctor system'],
  [
    'allergy:read',
    ['read:allergies'],
    true,
    true,
    'doctor nurse patient system radiologist technician referring-doctor',
  ],
  ['allergy:write', ['write:allergies'], false, true, 'doctor nurse system'],
  ['lab:read', ['read:labs'], true, true, 'doctor nurse patient system radiologist referring-doctor'],
  ['lab:write', ['write:labs'], false, true, 'doctor system'],
  ['vitals:read', ['read:vitals'], true, true, 'doctor nurse patient system radiologist referring-doctor'],
  ['vitals:write', ['write:vitals'], false, true, 'doctor nurse system'],
  ['safety:override', ['write:overrides'], false, true, 'doctor'],
  [
    'provider:read',
    ['read:providers', 'read:appointments'],
    false,
    false,
    'doctor nurse patient admin system radiologist technician referring-doctor billing',
  ],
  ['imaging:read', ['read:imaging'], true, true, `${lookers} technician patient referring-doctor`],
  ['imaging:search', ['read:imaging'], true, false, `${lookers} technician patient referring-doctor`],
  ['datastore:read', ['read:imaging'], false, false, `${lookers} technician admin`],
  ['agent:register', ['write:agents'], false, false, 'worker supervisor system'],
  ['agent:read', ['read:agents'], false, false, `${lookers} worker supervisor admin`],
  ['agent:manage', ['write:agents'], false, false, 'supervisor admin system'],
  ['task:create', ['write:tasks'], false, false, `${lookers} supervisor`],
  ['task:read', ['read:tasks'], false, false, `${lookers} worker supervisor admin`],
  ['task:execute', ['write:tasks'], false, false, 'worker supervisor'],
  ['task:manage', ['write:tasks'], false, false, 'supervisor admin system'],
  ['pipeline:create', ['write:pipelines'], false, false, `${lookers} supervisor`],
  ['pipeline:read', ['read:pipelines'], false, false, `${lookers} worker supervisor admin`],
  ['pipeline:manage', ['write:pipelines'], false, false, 'supervisor admin system'],
  ['account:read', ['read:account'], false, false, Object.keys(roles).join(' ')],
  ['break-glass:open', ['write:emergency-access'], false, false, 'doctor nurse'],
  ['break-glass:review', ['write:emergency-reviews'], false, false, 'admin'],
  ['audit:read', ['read:audit'], false, false, 'admin'],
  ['oauth-client:manage', ['write:clients'], false, false, 'admin'],
  ['user:manage', ['write:users'], false, false, 'admin'],
];

const hour = 3_600_000;
const inForce: Partial<Relation> = {};
const notInForce: readonly Partial<Relation>[] = [
  { expiresAt: new Date(now.getTime() - hour) },
  { revokedAt: new Date(now.getTime() - hour) },
  { validFrom: new Date(now.getTime() + hour) },
  { subject: 'somebody-else' },
];
const relationRows = relationKinds.flatMap((kind) =>
  [inForce, ...notInForce].map((state) => givenRelation({ kind, ...state })),
);
const allRoles = Object.keys(roles) as Role[];
const allScopes: readonly (Scope | undefined)[] = [undefined, ...(Object.keys(scopes) as Scope[])];

interface Cell {
  readonly role: Role;
  readonly scope: Scope | undefined;
  readonly relation: Relation | undefined;
  readonly kind: 'user' | 'client' | 'agent';
}

function expected([, opensWith, own, concernsPatient, holders]: Row, { role, scope, relation, kind }: Cell): string {
  const isInForce =
    relation !== undefined && relation.subject === 'dr-house' && relationRows.indexOf(relation) % 5 === 0;
  const opens = isInForce && (role !== 'patient' || ['self', 'family'].includes(relation.kind));
  const isOwn = own && (role === 'patient' || (concernsPatient && opens && relation.kind === 'self'));
  if (!holders.split(' ').includes(role)) return 'access.role.refused';
  if (!opensWith.some((one) => one === scope) && !(isOwn && scope === 'read:own_records'))
    return 'access.scope.insufficient';
  if (!concernsPatient) return 'role';
  if (opens) return relation.kind;
  return kind === 'client' && role === 'system' ? 'system' : 'access.patient.refused';
}

function actual(permission: Permission, { role, scope, relation, kind }: Cell): string {
  const decision = decide({
    caller: givenCaller({ kind, role, scopes: scope === undefined ? [] : [scope] }),
    permission,
    patientId,
    relations: relation === undefined ? [] : [relation],
    now,
  });
  return decision.allowed ? decision.via : decision.code;
}

function* cells(): Generator<Cell> {
  for (const role of allRoles)
    for (const scope of allScopes)
      for (const relation of [undefined, ...relationRows])
        for (const kind of ['user', 'client', 'agent'] as const) yield { role, scope, relation, kind };
}

describe('the access policy', () => {
  it('has a row for every permission', () => {
    expect(policy.map(([permission]) => permission)).toEqual(Object.keys(permissions));
  });

  it.each(policy.map((row) => [row[0], row] as const))(
    '%s is decided as printed, for every role, scope, relation in and out of force, and kind of caller',
    (permission, row) => {
      const wrong = [...cells()].filter((cell) => actual(permission, cell) !== expected(row, cell));
      expect(wrong.slice(0, 3)).toEqual([]);
    },
  );
});
