import { user as userContract, type User } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, NativeSelect, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Confirm } from '../parts/confirm.js';
import { Refusal } from '../parts/refusal.js';
import { useUserChange } from './use-user-change.js';

/** The role of a user. Arrow keys choose in a closed list, so that choosing alone must not change anything yet. */
export function UserRole({ user }: { readonly user: User }) {
  const [wanted, setWanted] = useState<string | undefined>();
  const change = useUserChange(
    (role: string) => ask(userContract, `${paths.users}/${user.id}`, { method: 'PATCH', body: { role } }),
    `The role of ${user.name} was changed.`,
    () => setWanted(undefined),
  );
  return (
    <>
      <NativeSelect
        aria-label={`Role of ${user.name}`}
        data={Object.keys(roles)}
        value={wanted ?? user.role}
        disabled={!user.active}
        miw={150}
        onChange={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      {user.role_pinned && user.active && <Pinned user={user} />}
      <Confirm
        of={wanted}
        title="Change this role?"
        act="Change role"
        isGrave={wanted === 'admin'}
        deed={change}
        close={() => setWanted(undefined)}
      >
        <strong>{user.name}</strong> is {user.role} now and becomes {wanted}. What they and their applications hold of
        the role of before ends at once, and no identity provider changes the new one.
      </Confirm>
    </>
  );
}

function Pinned({ user }: { readonly user: User }) {
  const letProviderDecide = useUserChange(
    (_nothing: undefined) =>
      ask(userContract, `${paths.users}/${user.id}`, { method: 'PATCH', body: { role_pinned: false } }),
    `The next sign-in may change the role of ${user.name}.`,
  );
  return (
    <>
      <div className="quiet pinned">
        <span title="Given by an administrator: no identity provider changes it.">pinned</span>
        <Button
          variant="subtle"
          size="compact-xs"
          loading={letProviderDecide.isPending}
          onClick={() => letProviderDecide.mutate(undefined)}
        >
          Unpin<VisuallyHidden>&nbsp;the role of {user.name}</VisuallyHidden>
        </Button>
      </div>
      <Refusal error={letProviderDecide.error} />
    </>
  );
}
