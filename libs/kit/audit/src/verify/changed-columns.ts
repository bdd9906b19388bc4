import { z } from 'zod';
import type { TrailRow } from './trail-row.js';

/** As much of any version of an entry as the columns hold. */
const columns = z.looseObject({
  id: z.string(),
  recordedAt: z.string(),
  event: z.string(),
  outcome: z.string(),
  actor: z.looseObject({ subject: z.string(), clientId: z.string().optional() }),
  patientId: z.string().optional(),
});

/** The columns that do not say what the body says. Queries go by columns, so a change there hides a row from them. */
export function changedColumns(row: TrailRow): string[] {
  const parsed = columns.safeParse(jsonOf(row.body));
  if (!parsed.success) return ['body'];
  const { id, recordedAt, event, outcome, actor, patientId } = parsed.data;
  const expected = {
    id,
    recorded_at: Date.parse(recordedAt),
    event,
    outcome,
    actor: actor.subject,
    client_id: actor.clientId ?? null,
    patient_id: patientId ?? null,
  };
  const stored = { ...row, recorded_at: row.recorded_at.getTime() };
  return (Object.keys(expected) as (keyof typeof expected)[]).filter((name) => expected[name] !== stored[name]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
