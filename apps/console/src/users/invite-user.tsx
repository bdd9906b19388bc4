import { newUser, user } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useCheckedForm } from '../parts/use-checked-form.js';
import { useUserChange } from './use-user-change.js';
import { userFaults } from './user-faults.js';

const nobody = { name: '', email: '', role: 'nurse', hpcsa_number: '' };

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
  const set =
    (field: keyof typeof nobody) =>
    ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setPerson((before) => ({ ...before, [field]: value }));
  const creation = useUserChange(
    (body: object) => ask(user, paths.users, { method: 'POST', body }),
    'The account was created.',
    done,
  );
  const { hpcsa_number: number, ...needed } = person;
  const { wrong, onSubmit } = useCheckedForm(newUser, number.trim() === '' ? needed : person, creation.mutate);
  const refused = creation.error instanceof ApiError ? creation.error : undefined;
  const field = (name: keyof typeof nobody) => ({
    value: person[name],
    error: wrong.has(name) ? userFaults[name] : refusalOf(name, refused),
    onChange: set(name),
  });
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <TextInput label="Name" maxLength={200} {...field('name')} data-autofocus />
        <TextInput
          label="E-mail"
          type="email"
          description="The account opens at the first sign-in with this address."
          maxLength={254}
          {...field('email')}
        />
        <TextInput
          label="HPCSA number"
          description="For health professionals; may be left out."
          maxLength={20}
          {...field('hpcsa_number')}
        />
        <NativeSelect label="Role" data={Object.keys(roles)} {...field('role')} />
        {!isToldAtField(refused) && <Refusal error={creation.error} />}
        <Button type="submit" loading={creation.isPending}>
          Create account
        </Button>
      </Stack>
    </form>
  );
}

/** What the service said of this field. */
function refusalOf(field: keyof typeof nobody, refused: ApiError | undefined): string | undefined {
  if (field === 'email' && refused?.code === 'user.email.taken') return refused.message;
  return refused?.issues.find(({ path }) => path === field)?.message;
}

function isToldAtField(refused: ApiError | undefined): boolean {
  return Object.keys(userFaults).some((field) => refusalOf(field as keyof typeof nobody, refused) !== undefined);
}
