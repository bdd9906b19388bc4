import { user as userContract, type User } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from 'react-router';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { useUserChange } from './use-user-change.js';

interface UserActionsProps {
  readonly user: User;
  readonly own: boolean;
  readonly onDeactivate: () => void;
}

/** What an administrator can do with one user, in the user's own line. */
export function UserActions({ user, own, onDeactivate }: UserActionsProps) {
  const path = `${paths.users}/${user.id}`;
  const change = useUserChange(
    (body: { role?: string; active?: boolean }) => ask(userContract, path, { method: 'PATCH', body }),
    `${user.name} was changed.`,
  );
  return (
    <div className="row">
      <NativeSelect
        aria-label={`Role of ${user.name}`}
        data={Object.keys(roles)}
        value={user.role}
        disabled={change.isPending || !user.active}
        onChange={({ currentTarget }) => change.mutate({ role: currentTarget.value })}
      />
      <Button variant="subtle" component={Link} to={`/audit?user=${user.id}`} aria-label={`Activity of ${user.name}`}>
        Activity
      </Button>
      {user.active && !own && (
        <Button variant="subtle" color="red" aria-label={`Deactivate ${user.name}`} onClick={onDeactivate}>
          Deactivate
        </Button>
      )}
      {!user.active && (
        <Button variant="subtle" aria-label={`Reactivate ${user.name}`} onClick={() => change.mutate({ active: true })}>
          Reactivate
        </Button>
      )}
    </div>
  );
}
