import { z } from 'zod';

/** PostgreSQL takes no NUL, and a reason is read by people: other control characters mean nothing to them. */
const sentence = z
  .string()
  .trim()
  .max(500)
  .refine((text) => !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text), 'must not have control characters');

/** `POST /account/break-glass`: why the record of this patient is needed now, and for how long. */
export const breakGlass = z.strictObject({
  patient_number: sentence.min(1).max(64),
  reason: sentence.min(10),
  minutes: z.int().min(1).max(60).default(30),
});

const opened = {
  id: z.uuid(),
  patient_id: z.uuid(),
  patient_number: z.string().nullable(),
  reason: z.string(),
  opened_at: z.string(),
  /** Since when nothing is open by it any more, or until when it is. */
  ends_at: z.string(),
};

export const emergencyAccess = z.strictObject(opened);

/** What was asked for was open already, and is no longer open than before. */
export const brokenGlass = emergencyAccess.extend({ was_open: z.boolean() });

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
  note: sentence.min(3),
});

export type BreakGlass = z.output<typeof breakGlass>;
export type BrokenGlass = z.output<typeof brokenGlass>;
export type EmergencyAccess = z.output<typeof emergencyAccess>;
export type EmergencyReview = z.output<typeof emergencyReview>;
export type EmergencyReviewQueue = z.output<typeof emergencyReviewQueue>;
export type OwnEmergencyAccess = z.output<typeof ownEmergencyAccess>;
