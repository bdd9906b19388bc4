import type { Appointment } from 'fhir/r4.js';
import type { AppointmentRecord } from '../records/appointment.record.js';
import { compact } from '../terms/compact.js';
import { concept, identifier, metaOf, reference } from '../terms/elements.js';
import { systems } from '../terms/systems.js';

export const appointmentStatuses = {
  scheduled: 'booked',
  completed: 'fulfilled',
  cancelled: 'cancelled',
  entered_in_error: 'entered-in-error',
} as const;

/** Patient, provider and place are participants (FHIR R4 Appointment). */
export function appointmentToFhir(record: AppointmentRecord): Appointment {
  return compact<Appointment>({
    resourceType: 'Appointment',
    id: record.id,
    meta: metaOf(record),
    identifier: [identifier(systems.appointment, record.appointmentId)],
    status: appointmentStatuses[record.status],
    serviceType: listOf(concept(record.department)),
    appointmentType: concept(record.appointmentType),
    reasonCode: listOf(concept(record.reason)),
    start: record.startsAt.toISOString(),
    end: record.endsAt.toISOString(),
    comment: record.notes ?? undefined,
    participant: [
      { actor: reference('Patient', record.patientId), status: 'accepted' },
      { actor: reference('Practitioner', record.providerId), status: 'accepted' },
      ...(record.location === null ? [] : [place(record.location)]),
    ],
  });
}

/** R4 knows no element for a place but a participant; a Location without a row of its own is a name. */
function place(display: string) {
  return { actor: { type: 'Location', display }, status: 'accepted' as const };
}

function listOf<T>(item: T | undefined): T[] {
  return item === undefined ? [] : [item];
}
