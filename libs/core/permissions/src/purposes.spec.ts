import { isPurpose, purposes, purposesOf } from './purposes.js';
import { roles, type Role } from './roles.js';

describe('purposes of use (feature C08)', () => {
  it.each([
    ['doctor', 'assignment', 'TREAT'],
    ['nurse', 'organisation', 'TREAT'],
    ['patient', 'self', 'PATRQT'],
    ['doctor', 'self', 'PATRQT'],
    ['patient', 'family', 'FAMRQT'],
    ['billing', 'role', 'HPAYMT'],
    ['admin', 'role', 'HOPERAT'],
  ] as const)('of a %s who comes by %s begin with %s', (role, via, first) => {
    expect(purposesOf(role, via)[0]).toBe(first);
  });

  it('of clinicians are not those of patients, nor the other way round', () => {
    expect(purposesOf('doctor', 'assignment')).not.toContain('PATRQT');
    expect(purposesOf('patient', 'self')).not.toContain('TREAT');
  });

  it('are research for nobody but doctors, radiologists and systems', () => {
    const researching = (Object.keys(roles) as Role[]).filter((role) => purposesOf(role).includes('HRESCH'));
    expect(researching).toEqual(['doctor', 'system', 'radiologist']);
  });

  it('are codes of HL7, and nothing that objects are born with', () => {
    expect(Object.keys(purposes).every(isPurpose)).toBe(true);
    expect(['treat', 'toString', ''].some(isPurpose)).toBe(false);
  });
});
