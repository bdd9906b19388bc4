import type { User } from '@caregate/core-contracts';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Confirm } from '../parts/confirm.js';
import { useUserChange } from './use-user-change.js';

/** Asks before somebody is shut out. */
export function DeactivateUser({ user, close }: { readonly user: User | undefined; readonly close: () => void }) {
  const deactivation = useUserChange(
    ({ id }: User) => ask(z.undefined(), `${paths.users}/${id}`, { method: 'DELETE' }),
    'The account was deactivated.',
    close,
  );
  return (
    <Confirm of={user} title="Deactivate this account?" act="Deactivate" deed={deactivation} close={close}>
      <strong>{user?.name}</strong> is signed out everywhere at once, and everything that acts for them stops working.
      The account and its history stay.
    </Confirm>
  );
}
