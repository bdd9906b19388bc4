import { newUser, user } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useUserChange } from './use-user-change.js';

const nobody = { name: '', email: '', role: 'nurse', hpcsa_number: '' };

const FAULTS: Readonly<Record<keyof typeof nobody, string>> = {
  name: 'A name is needed.',
  email: 'This is no e-mail address.',
  role: 'This is no role.',
  hpcsa_number: 'Letters of the register and a number, such as MP0123456.',
};

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
  const { hpcsa_number: number, ...needed } = person;
  const parsed = newUser.safeParse(number.trim() === '' ? needed : person);
  const wrong = new Set(checked && !parsed.success ? parsed.error.issues.map(({ path }) => String(path[0])) : []);
  const refused = creation.error instanceof ApiError ? creation.error : undefined;
  const fault = (field: keyof typeof nobody) => (wrong.has(field) ? FAULTS[field] : refusalOf(field, refused));
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
        <TextInput label="Name" value={person.name} error={fault('name')} onChange={set('name')} data-autofocus />
        <TextInput
          label="E-mail"
          type="email"
          description="The account opens at the first sign-in with this address."
          value={person.email}
          error={fault('email')}
          onChange={set('email')}
        />
        <TextInput
          label="HPCSA number"
          description="For health professionals; may be left out."
          value={person.hpcsa_number}
          maxLength={20}
          error={fault('hpcsa_number')}
          onChange={set('hpcsa_number')}
        />
        <NativeSelect
          label="Role"
          error={fault('role')}
          data={Object.keys(roles)}
          value={person.role}
          onChange={set('role')}
        />
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
  return Object.keys(FAULTS).some((field) => refusalOf(field as keyof typeof nobody, refused) !== undefined);
}
