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

  it('are those of this table for each role, the usual one first', () => {
    expect(
      Object.fromEntries((Object.keys(roles) as Role[]).map((role) => [role, purposesOf(role).join(' ')])),
    ).toEqual({
      doctor: 'TREAT ETREAT HOPERAT HRESCH PUBHLTH',
      nurse: 'TREAT ETREAT HOPERAT',
      patient: 'PATRQT FAMRQT',
      admin: 'HOPERAT',
      system: 'TREAT ETREAT HPAYMT HOPERAT HRESCH PUBHLTH',
      radiologist: 'TREAT ETREAT HOPERAT HRESCH',
      technician: 'TREAT ETREAT HOPERAT',
      typist: 'HOPERAT TREAT',
      'referring-doctor': 'TREAT ETREAT',
      billing: 'HPAYMT HOPERAT',
      worker: 'HOPERAT',
      supervisor: 'HOPERAT',
    });
  });

  it('of who opens the own record or that of family are those of the role besides', () => {
    expect(purposesOf('nurse', 'self')).toEqual(['PATRQT', ...purposesOf('nurse')]);
    expect(purposesOf('nurse', 'family')).toEqual(['FAMRQT', 'PATRQT', ...purposesOf('nurse')]);
  });

  it('are codes of HL7, and nothing that objects are born with', () => {
    const codes = ['TREAT', 'ETREAT', 'HPAYMT', 'HOPERAT', 'HRESCH', 'PUBHLTH', 'PATRQT', 'FAMRQT'];
    expect(Object.keys(purposes)).toEqual(codes);
    expect(codes.every(isPurpose)).toBe(true);
    expect(['treat', 'toString', ''].some(isPurpose)).toBe(false);
  });
});
