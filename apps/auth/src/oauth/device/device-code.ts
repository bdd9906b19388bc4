import { z } from 'zod';

/** A device that waits for its person, as far as the page about it needs to know. */
export const waitingDevice = z.looseObject({
  clientId: z.string(),
  userCode: z.string(),
  params: z.looseObject({ scope: z.string().optional(), resource: z.string().optional() }),
});

export type WaitingDevice = z.output<typeof waitingDevice>;

/** Letters that cannot be read as others, and none that make words (RFC 8628 §6.1). */
export const USER_CODE_MASK = '****-****';

/** What people type: any case, with or without the hyphen. */
export function normalUserCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/gu, '');
}

export function shownUserCode(normal: string): string {
  return `${normal.slice(0, 4)}-${normal.slice(4)}`;
}
