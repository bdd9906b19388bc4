import { user as userContract, type User } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { NativeSelect } from '@mantine/core';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { useUserChange } from './use-user-change.js';

/** The role of a user, which takes effect as soon as another is chosen. */
export function UserRole({ user }: { readonly user: User }) {
  const change = useUserChange(
    (role: string) => ask(userContract, `${paths.users}/${user.id}`, { method: 'PATCH', body: { role } }),
    `The role of ${user.name} was changed.`,
  );
  return (
    <NativeSelect
      aria-label={`Role of ${user.name}`}
      data={Object.keys(roles)}
      value={change.isPending ? change.variables : user.role}
      disabled={change.isPending || !user.active}
      miw={150}
      onChange={({ currentTarget }) => change.mutate(currentTarget.value)}
    />
  );
}
