import { newUser, user } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { useUserChange } from './use-user-change.js';

const nobody = { name: '', email: '', role: 'nurse' };

/** An account for somebody who has not signed in yet. */
export function InviteUser({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Add user"
      centered
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <InviteForm done={close} />
    </Modal>
  );
}

/** Lives as long as the dialog is open, so that the next one begins empty. */
function InviteForm({ done }: { readonly done: () => void }) {
  const [person, setPerson] = useState(nobody);
  const [checked, setChecked] = useState(false);
  const set =
    (field: keyof typeof nobody) =>
    ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setPerson((before) => ({ ...before, [field]: value }));
  const creation = useUserChange(
    (body: object) => ask(user, paths.users, { method: 'POST', body }),
    'The account was created.',
    done,
  );
  const parsed = newUser.safeParse(person);
  const wrong = new Set(checked && !parsed.success ? parsed.error.issues.map(({ path }) => path[0]) : []);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (parsed.success) creation.mutate(parsed.data);
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          value={person.name}
          error={wrong.has('name') && 'A name is needed.'}
          onChange={set('name')}
          data-autofocus
        />
        <TextInput
          label="E-mail"
          type="email"
          description="The account opens at the first sign-in with this address."
          value={person.email}
          error={wrong.has('email') && 'This is no e-mail address.'}
          onChange={set('email')}
        />
        <NativeSelect label="Role" data={Object.keys(roles)} value={person.role} onChange={set('role')} />
        <Button type="submit" loading={creation.isPending}>
          Create account
        </Button>
      </Stack>
    </form>
  );
}
