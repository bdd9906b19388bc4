import type { User } from '@caregate/core-contracts';

/** In one word how it stands with an account. */
export function statusOf({ active, invited }: User): string {
  if (!active) return 'deactivated';
  return invited ? 'invited' : 'active';
}
