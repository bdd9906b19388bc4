import { user as userContract, type User } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, NativeSelect, VisuallyHidden } from '@mantine/core';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { useUserChange } from './use-user-change.js';

/** The role of a user, which takes effect as soon as another is chosen. */
export function UserRole({ user }: { readonly user: User }) {
  const change = useUserChange(
    (role: string) => ask(userContract, `${paths.users}/${user.id}`, { method: 'PATCH', body: { role } }),
    `The role of ${user.name} was changed.`,
  );
  const letProviderDecide = useUserChange(
    (_nothing: undefined) =>
      ask(userContract, `${paths.users}/${user.id}`, { method: 'PATCH', body: { role_pinned: false } }),
    `The next sign-in may change the role of ${user.name}.`,
  );
  const refused = change.error ?? letProviderDecide.error;
  return (
    <>
      <NativeSelect
        aria-label={`Role of ${user.name}`}
        data={Object.keys(roles)}
        value={change.isPending ? change.variables : user.role}
        disabled={change.isPending || !user.active}
        miw={150}
        error={refused?.message}
        onChange={({ currentTarget }) => change.mutate(currentTarget.value)}
      />
      {user.role_pinned && user.active && (
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
      )}
    </>
  );
}
