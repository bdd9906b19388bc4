import { user as userContract, userChange, type User } from '@caregate/core-contracts';
import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useCheckedForm } from '../parts/use-checked-form.js';
import { useUserChange } from './use-user-change.js';
import { userFaults } from './user-faults.js';

/** Name and number; role and state have their own ways, as others notice when they change. */
export function EditUser({ user }: { readonly user: User }) {
  const [name, setName] = useState(user.name);
  const [number, setNumber] = useState(user.hpcsa_number ?? '');
  const change = useUserChange(
    (body: object) => ask(userContract, `${paths.users}/${user.id}`, { method: 'PATCH', body }),
    'The account was changed.',
  );
  const said = { name, hpcsa_number: number.trim() === '' ? null : number };
  const { wrong, onSubmit } = useCheckedForm(userChange, said, change.mutate);
  const refused = change.error instanceof ApiError ? change.error.issues : [];
  const fault = (field: 'name' | 'hpcsa_number') =>
    wrong.has(field) ? userFaults[field] : refused.find(({ path }) => path === field)?.message;
  return (
    <form noValidate aria-label="Edit" onSubmit={onSubmit}>
      <Stack>
        <TextInput
          label="Name"
          value={name}
          maxLength={200}
          error={fault('name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TextInput
          label="HPCSA number"
          value={number}
          maxLength={20}
          error={fault('hpcsa_number')}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
        />
        {!refused.some(({ path }) => path in said) && <Refusal error={change.error} />}
        <div className="row">
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </div>
      </Stack>
    </form>
  );
}
