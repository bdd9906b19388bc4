import type { Role } from './roles.js';

/** Why a record is used: codes of HL7 v3 ActReason, value set PurposeOfUse (http://terminology.hl7.org/CodeSystem/v3-ActReason). */
export const purposes = {
  TREAT: 'Treatment',
  ETREAT: 'Emergency treatment',
  HPAYMT: 'Payment for health care',
  HOPERAT: 'Running the clinic',
  HRESCH: 'Research',
  PUBHLTH: 'Public health',
  PATRQT: 'Asked for by the patient',
  FAMRQT: 'Asked for by the family',
} as const;

export type Purpose = keyof typeof purposes;

type Purposes = readonly [Purpose, ...Purpose[]];

/** What a role may give as its purpose; the first is what it has when it gives none. */
const purposesOfRole: Readonly<Record<Role, Purposes>> = {
  doctor: ['TREAT', 'ETREAT', 'HOPERAT', 'HRESCH', 'PUBHLTH'],
  nurse: ['TREAT', 'ETREAT', 'HOPERAT'],
  patient: ['PATRQT', 'FAMRQT'],
  admin: ['HOPERAT'],
  system: ['TREAT', 'ETREAT', 'HPAYMT', 'HOPERAT', 'HRESCH', 'PUBHLTH'],
  radiologist: ['TREAT', 'ETREAT', 'HOPERAT', 'HRESCH'],
  technician: ['TREAT', 'ETREAT', 'HOPERAT'],
  typist: ['HOPERAT', 'TREAT'],
  'referring-doctor': ['TREAT', 'ETREAT'],
  billing: ['HPAYMT', 'HOPERAT'],
  worker: ['HOPERAT'],
  supervisor: ['HOPERAT'],
};

export function isPurpose(value: string): value is Purpose {
  return Object.hasOwn(purposes, value);
}

/** What may be given by who came in by `via` of the decision. Whoever opens the own record does it as a patient, whatever the role. */
export function purposesOf(role: Role, via?: string): Purposes {
  if (via === 'self') return ['PATRQT', ...purposesOfRole[role]];
  return via === 'family' ? ['FAMRQT', 'PATRQT', ...purposesOfRole[role]] : purposesOfRole[role];
}
