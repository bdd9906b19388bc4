import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { npi, providerNotFoundMessage } from '../providers/npi.js';
import type { EhrServices } from '../services.js';
import { day } from '../shape/day.js';
import { numberOrText } from '../shape/number-or-text.js';
import { refuseBeyond } from './booking-horizon.js';

const SLOTS = 20;
const DAYS_MAX = 31;

/** What is free in the calendar of one provider; whose appointments lie between is not told. */
export const findFreeSlots = defineTool({
  name: 'find_free_slots',
  title: 'Find free appointments',
  description:
    'Times at which one provider is free within the opening hours of the clinic, earliest first. Use it before schedule_appointment and reschedule_appointment.',
  input: z.strictObject({
    provider_npi: npi,
    from: day('First day'),
    to: day(`Last day, included; at most ${DAYS_MAX} days later`),
    duration_minutes: numberOrText(z.int().min(5).max(480))
      .default(30)
      .meta({ default: 30 })
      .describe('Length in minutes'),
    limit: numberOrText(z.int().min(1).max(100)).default(SLOTS).meta({ default: SLOTS }).describe('Slots at most'),
  }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    provider: z.string().describe('Name of the provider'),
    time_zone: z.string().describe('Time zone of the clinic'),
    slots: z
      .array(z.strictObject({ date: z.string().describe('YYYY-MM-DD'), time: z.string().describe('HH:MM') }))
      .describe('Earliest first'),
    message: z.string().optional().describe('What the reader should know of this answer'),
  }),
  permission: 'provider:read',
  audit: 'slots.searched',
  hints: { readOnly: true, idempotent: true },
  run: async (input, _context, { appointments, providers, clinic }: EhrServices) => {
    const { provider_npi: asked, from, to, duration_minutes: minutes, limit } = input;
    if (daysBetween(from, to) < 0 || daysBetween(from, to) > DAYS_MAX)
      throw new DomainError('request.invalid', { publicMessage: `to must lie 0 to ${DAYS_MAX} days after from.` });
    refuseBeyond(clinic, to);
    const provider = await providers.byNpi(asked);
    if (provider === undefined)
      throw new DomainError('ehr.provider.not_found', { publicMessage: providerNotFoundMessage(asked) });
    const slots = await appointments.freeSlots({ npi: asked, from, to, minutes, limit: limit + 1 });
    const message = messageOf(slots.length, limit);
    return {
      status: 'success',
      provider: provider.name,
      time_zone: clinic.timeZone,
      slots: slots.slice(0, limit),
      ...(message !== undefined && { message }),
    };
  },
});

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function messageOf(found: number, limit: number): string | undefined {
  if (found === 0) return 'Nothing is free in these days. Try later days or another provider.';
  return found > limit ? `There is more: these are the first ${limit}. Ask again from a later day.` : undefined;
}
