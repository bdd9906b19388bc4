import { z } from 'zod';
import { line } from '../line.js';

/** People write it in a field of several lines; it is kept and shown as one. */
const note = (lengthMin: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\s+/gu, ' '))
    .pipe(line(lengthMin, 500));

/** `POST /account/break-glass`: why the record of this patient is needed now, and for how long. */
export const breakGlass = z.strictObject({
  patient_number: line(1, 64),
  reason: note(10),
  minutes: z.int().min(1).max(60).default(30),
});

const emergencyAccess = z.strictObject({
  id: z.uuid(),
  patient_id: z.uuid(),
  patient_number: z.string().nullable(),
  reason: z.string(),
  opened_at: z.string(),
  /** Since when nothing is open by it any more, or until when it is. */
  ends_at: z.string(),
});

export const brokenGlass = emergencyAccess.extend({
  /** Before it was asked for, and it stays so for no longer than it would have. */
  was_open: z.boolean(),
});

/** `GET /account/break-glass`: what the caller has open. */
export const ownEmergencyAccess = z.strictObject({ open: z.array(emergencyAccess) });

/** `GET /access/break-glass`: what no second person has looked at yet, the oldest first. */
export const emergencyReviewQueue = z.strictObject({
  pending: z.array(
    emergencyAccess.extend({
      subject: z.string(),
      name: z.string().nullable(),
      role: z.string().nullable(),
      is_open: z.boolean(),
      /** The reader broke it, so that somebody else has to review it. */
      is_own: z.boolean(),
    }),
  ),
});

/** `POST /access/break-glass/{id}/review`. */
export const emergencyReview = z.strictObject({
  verdict: z.enum(['justified', 'unjustified']),
  note: note(3),
});

export type BreakGlass = z.output<typeof breakGlass>;
export type BrokenGlass = z.output<typeof brokenGlass>;
export type EmergencyAccess = z.output<typeof emergencyAccess>;
export type EmergencyReview = z.output<typeof emergencyReview>;
export type EmergencyReviewQueue = z.output<typeof emergencyReviewQueue>;
export type OwnEmergencyAccess = z.output<typeof ownEmergencyAccess>;
