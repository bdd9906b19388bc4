import type { Caller, Scope } from '@caregate/core-permissions';
import { systems } from '../terms/systems.js';
import { parseSmartScope, type SmartScope } from './smart-scope.js';

interface Area {
  readonly read: Scope;
  readonly write?: Scope;
  /** The only filter under which this area alone is meant. */
  readonly category?: string;
}

/** Which of our scopes open a type; Observation is two areas, told apart by category. */
export const areas: Readonly<Record<string, readonly Area[]>> = {
  Patient: [{ read: 'read:patients', write: 'write:patients' }],
  Observation: [
    { read: 'read:vitals', write: 'write:vitals', category: 'vital-signs' },
    { read: 'read:labs', write: 'write:labs', category: 'laboratory' },
  ],
  MedicationRequest: [{ read: 'read:medications', write: 'write:medications' }],
  AllergyIntolerance: [{ read: 'read:allergies', write: 'write:allergies' }],
  Appointment: [{ read: 'read:appointments', write: 'write:appointments' }],
  Practitioner: [{ read: 'read:providers' }],
  DiagnosticReport: [{ read: 'read:labs', write: 'write:labs' }],
};

/**
 * Our scopes that a SMART scope grants. Never more than it says: ours know neither reading without searching nor creating
 * without updating, so both letters are needed; a filter that we cannot keep grants nothing.
 */
export function scopesOf(scope: SmartScope): readonly Scope[] {
  const found = scope.type === '*' ? Object.values(areas).flat() : (areas[scope.type] ?? []);
  return [...new Set(found.filter((area) => passes(area, scope)).flatMap((area) => granted(area, scope)))];
}

/**
 * The scopes of a token in our words: its own, and those that its SMART scopes grant to such a caller. `system/` is for
 * machines that act for themselves, `user/` for people and who acts for them. `patient/` means one patient in context:
 * a patient's relations keep to that, a clinician's do not, so it grants a clinician nothing.
 */
export function grantedScopes({ scopes, kind, role }: Pick<Caller, 'scopes' | 'kind' | 'role'>): readonly string[] {
  const machine = kind === 'client';
  const applies: Record<SmartScope['context'], boolean> = {
    system: machine,
    user: !machine,
    patient: !machine && role === 'patient',
  };
  const smart = scopes.map(parseSmartScope).filter((scope) => scope !== undefined && applies[scope.context]);
  return [...new Set([...scopes, ...smart.flatMap((scope) => (scope === undefined ? [] : scopesOf(scope)))])];
}

function granted({ read, write }: Area, { actions }: SmartScope): Scope[] {
  const has = (...letters: SmartScope['actions']) => letters.every((letter) => actions.includes(letter));
  return [...(has('r', 's') ? [read] : []), ...(has('c', 'u') && write !== undefined ? [write] : [])];
}

function passes(area: Area, { filter, type }: SmartScope): boolean {
  return filter.every(
    ([name, value]) =>
      type !== '*' &&
      name === 'category' &&
      area.category !== undefined &&
      [area.category, `${systems.observationCategory}|${area.category}`].includes(value),
  );
}
