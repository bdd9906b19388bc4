import type { Relation } from '@caregate/core-permissions';
import type { ConsentRequest } from '../consent-request.js';
import type { LaunchPatients } from './launch-patients.repository.js';
import { PatientContext } from './patient-context.service.js';

const now = new Date('2026-11-21T12:00:00Z');
const person = { id: 'user-7', role: 'patient' } as const;
const request = { resourceScopes: ['launch/patient', 'patient/Patient.rs'], withheld: [] } as never as ConsentRequest;

function relation(patientId: string, kind: Relation['kind'], more: Partial<Relation> = {}): Relation {
  const validFrom = new Date(0);
  return { id: patientId, subject: 'user-7', patientId, kind, validFrom, expiresAt: null, revokedAt: null, ...more };
}

function given(...relations: Relation[]) {
  const patients = {
    numbersOf: async (ids: readonly string[]) => new Map(ids.map((id) => [id, `MRN ${id}`])),
    of: async () => 'own',
  };
  return new PatientContext({
    relations: { ofSubject: async () => relations },
    patients: patients as never as LaunchPatients,
    clock: () => now,
  });
}

describe('the patient in context', () => {
  it('is one of those whom the person may open now, their own first, by number', async () => {
    const past = { expiresAt: new Date('2026-11-21T11:59:59Z') };
    const context = given(
      relation('child', 'family'),
      relation('grown', 'family', past),
      relation('treated', 'assignment'),
      relation('own', 'self'),
    );
    expect((await context.fit(request, person)).patients).toEqual([
      { patientId: 'own', title: 'Your own record, number MRN own' },
      { patientId: 'child', title: 'Record of a family member, number MRN child' },
    ]);
  });

  it('is asked of nobody when the application does not', async () => {
    const plain = { ...request, resourceScopes: ['patient/Patient.rs'] };
    expect(await given(relation('own', 'self')).fit(plain, person)).toEqual({ request: plain, patients: [] });
  });

  it('is the only one, or none, where there is no page to choose on', async () => {
    const one = await given(relation('own', 'self')).fitSingle(request, person);
    expect(one.patients).toHaveLength(1);
    const two = await given(relation('own', 'self'), relation('child', 'family')).fitSingle(request, person);
    expect(two).toMatchObject({ patients: [], request: { withheld: ['launch/patient'] } });
    expect(two.request.resourceScopes).toEqual(['patient/Patient.rs']);
  });

  it('is in a token only as long as the person may open the record', async () => {
    expect(await given(relation('own', 'self')).ofGrant('grant', person)).toBe('own');
    expect(await given(relation('child', 'family')).ofGrant('grant', person)).toBeUndefined();
    expect(await given(relation('own', 'self')).ofGrant('grant', { ...person, role: 'doctor' })).toBeUndefined();
  });
});
