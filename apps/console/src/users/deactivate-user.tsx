import type { User } from '@caregate/core-contracts';
import { Button, Modal } from '@mantine/core';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useUserChange } from './use-user-change.js';

/** Asks before somebody is shut out. */
export function DeactivateUser({ user, close }: { readonly user: User | undefined; readonly close: () => void }) {
  const deactivation = useUserChange(
    (id: string) => ask(z.undefined(), `${paths.users}/${id}`, { method: 'DELETE' }),
    'The account was deactivated.',
    close,
  );
  return (
    <Modal
      opened={user !== undefined}
      onClose={close}
      title="Deactivate this account?"
      centered
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p>
        <strong>{user?.name}</strong> is signed out everywhere at once, and everything that acts for them stops working.
        The account and its history stay.
      </p>
      <Refusal error={deactivation.error} />
      <div className="row">
        <Button color="red" loading={deactivation.isPending} onClick={() => user && deactivation.mutate(user.id)}>
          Deactivate
        </Button>
        <Button variant="default" onClick={close} data-autofocus>
          Cancel
        </Button>
      </div>
    </Modal>
  );
}
