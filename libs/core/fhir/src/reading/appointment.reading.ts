import { z } from 'zod';
import type { AppointmentRecord } from '../records/appointment.record.js';
import { systems } from '../terms/systems.js';
import { momentOf, revisionOf, textOf, valueIn } from './elements.js';
import { nameOf } from './name-of.js';
import { notStated } from './provider.reading.js';
import type { Entry, References } from './references.js';
import { slices } from './slices.js';
import { needed } from './unreadable.js';

const appointmentSlice = z.looseObject({
  meta: slices.meta,
  identifier: slices.identifiers,
  status: z.string(),
  serviceType: slices.concepts,
  appointmentType: slices.concept.optional(),
  reasonCode: slices.concepts,
  start: z.string().optional(),
  end: z.string().optional(),
  comment: slices.text.optional(),
  participant: z.array(z.looseObject({ actor: slices.reference.optional() })),
});

/** A wish (proposed, waitlist) and an absence are no visit that the schedule can hold. */
const statuses: Readonly<Record<string, AppointmentRecord['status']>> = {
  pending: 'scheduled',
  booked: 'scheduled',
  arrived: 'scheduled',
  'checked-in': 'scheduled',
  fulfilled: 'completed',
  cancelled: 'cancelled',
  'entered-in-error': 'entered_in_error',
};

export function readAppointment(entry: Entry, references: References): AppointmentRecord {
  const appointment = appointmentSlice.parse(entry.resource);
  const actors = appointment.participant.map(({ actor }) => actor);
  const idOf = (type: string) => actors.map((actor) => references.idOf(actor, type)).find((id) => id !== null);
  const place = actors.find(
    (actor) => actor?.type === 'Location' || references.targetOf(actor?.reference)?.type === 'Location',
  );
  return {
    id: entry.id,
    appointmentId: valueIn(appointment.identifier, systems.appointment) ?? entry.id,
    patientId: needed(idOf('Patient'), 'participant', 'no patient takes part'),
    providerId: needed(idOf('Practitioner'), 'participant', 'no practitioner takes part'),
    startsAt: needed(momentOf(appointment.start), 'start'),
    endsAt: needed(momentOf(appointment.end), 'end'),
    appointmentType: textOf(appointment.appointmentType) ?? notStated,
    department: textOf(appointment.serviceType?.[0]),
    location: nameOf(place, entry, references),
    status: needed(statuses[appointment.status], 'status', 'no such visit can be kept'),
    reason: textOf(appointment.reasonCode?.[0]),
    notes: appointment.comment ?? null,
    ...revisionOf(appointment.meta),
  };
}
