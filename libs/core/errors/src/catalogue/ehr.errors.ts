import type { CatalogueEntry } from '../error-kind.js';

export const ehrErrors = {
  'ehr.patient.not_found': { kind: 'not-found', publicMessage: 'No patient has this MRN.' },
  'ehr.patient.exists': {
    kind: 'conflict',
    publicMessage: 'Somebody of this name and date of birth is registered already.',
  },
  'ehr.vitals.empty': { kind: 'invalid', publicMessage: 'At least one measurement is needed.' },
  'ehr.vitals.implausible': {
    kind: 'invalid',
    publicMessage: 'A measurement lies outside what is physiologically possible.',
  },
  'ehr.vitals.not_found': { kind: 'not-found', publicMessage: 'This patient has no such recording.' },
  'ehr.provider.not_found': { kind: 'not-found', publicMessage: 'No provider has this NPI.' },
  'ehr.appointment.not_found': { kind: 'not-found', publicMessage: 'This patient has no such appointment.' },
  'ehr.appointment.conflict': { kind: 'conflict', publicMessage: 'Time slot already booked' },
  'ehr.appointment.time_invalid': {
    kind: 'invalid',
    publicMessage: 'This is no time at which an appointment can be booked.',
  },
  'ehr.appointment.too_far': { kind: 'invalid', publicMessage: 'Appointments are not booked that far ahead.' },
  'ehr.appointment.closed': {
    kind: 'conflict',
    publicMessage: 'The appointment is over or cancelled, so it can no longer be changed.',
  },
  'ehr.medication.not_found': {
    kind: 'not-found',
    publicMessage: 'This patient has no such prescription. get_medications lists theirs, with medication_id.',
  },
  'ehr.medication.unsafe': {
    kind: 'conflict',
    publicMessage: 'The prescription was not written, because of a warning about this patient.',
  },
  'ehr.medication.inactive': { kind: 'conflict', publicMessage: 'The prescription is not active any more.' },
  'ehr.medication.no_refills': {
    kind: 'conflict',
    publicMessage: 'No refills are left. A prescriber has to write a new prescription.',
  },
  'ehr.allergy.not_found': { kind: 'not-found', publicMessage: 'This patient has no such active allergy.' },
  'ehr.allergy.exists': { kind: 'conflict', publicMessage: 'This allergy is recorded already.' },
  'ehr.lab.not_found': {
    kind: 'not-found',
    publicMessage: 'This patient has no such laboratory order. get_lab_results lists theirs, with lab_id.',
  },
  'ehr.lab.final': {
    kind: 'conflict',
    publicMessage: 'The results of this order are final. To correct them, give correction_reason.',
  },
  'ehr.lab.implausible': { kind: 'invalid', publicMessage: 'A result lies outside what is possible.' },
  'ehr.unit.invalid': { kind: 'invalid', publicMessage: 'A unit is not one of UCUM, or does not fit its quantity.' },
  'ehr.record.changed': {
    kind: 'conflict',
    publicMessage: 'The entry has been changed since you read it. Read it again before you change it.',
  },
  'ehr.record.ambiguous': {
    kind: 'conflict',
    publicMessage: 'Several entries are named by this, and which of them is meant cannot be told.',
  },
  'ehr.record.withdrawn': { kind: 'conflict', publicMessage: 'The entry was withdrawn as entered in error.' },
  'ehr.record.not_found': { kind: 'not-found', publicMessage: 'The record holds nothing under this id.' },
  'ehr.cursor.invalid': { kind: 'invalid', publicMessage: 'cursor must be a next_cursor of an earlier answer.' },
  'ehr.confirmation.invalid': {
    kind: 'conflict',
    publicMessage: 'confirm_token is unknown, spent, expired or of another request. Call without it for a new one.',
  },
  'mcp.confirmation.declined': {
    kind: 'forbidden',
    publicMessage: 'The person was asked and did not agree, so nothing was changed. Do not try again unasked.',
  },
  'mcp.confirmation.unanswered': {
    kind: 'timeout',
    publicMessage: 'The person was asked and did not answer, so nothing was changed.',
  },
  'ehr.override.refused': {
    kind: 'forbidden',
    publicMessage: 'Going against a warning needs the scope write:overrides and a role that may prescribe.',
  },
  'ehr.registration.closed': {
    kind: 'unavailable',
    publicMessage: 'Applications are not registered here. An administrator registers them at the authorization server.',
  },
  'ehr.registration.refused': {
    kind: 'forbidden',
    publicMessage: 'The authorization server registers applications for administrators only who signed in as a person.',
  },
  'ehr.registration.beyond': { kind: 'forbidden', publicMessage: 'The role has no use for some of the scopes.' },
  'mcp.tool.unknown': { kind: 'not-found', publicMessage: 'No tool has this name.' },
  'mcp.idempotency.mismatch': {
    kind: 'conflict',
    publicMessage: 'This idempotency key was used before with other arguments. Take a new key for another write.',
  },
} as const satisfies Record<string, CatalogueEntry>;
