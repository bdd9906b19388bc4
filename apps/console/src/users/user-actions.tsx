import { user as userContract, type User } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useUserChange } from './use-user-change.js';

interface UserActionsProps {
  readonly user: User;
  readonly own: boolean;
  readonly onDeactivate: () => void;
}

/** What an administrator can do with one user, in the user's own line. */
export function UserActions({ user: { id, name, active }, own, onDeactivate }: UserActionsProps) {
  const reactivation = useUserChange(
    () => ask(userContract, `${paths.users}/${id}`, { method: 'PATCH', body: { active: true } }),
    `The account of ${name} is active again.`,
  );
  const look = { variant: 'subtle', size: 'compact-sm' } as const;
  return (
    <div className="actions">
      <Button {...look} component={Link} to={`/audit?user=${id}`} aria-label={`Activity of ${name}`}>
        Activity
      </Button>
      {active && !own && (
        <Button {...look} className="danger" aria-label={`Deactivate ${name}`} onClick={onDeactivate}>
          Deactivate
        </Button>
      )}
      {!active && (
        <Button {...look} aria-label={`Reactivate ${name}`} onClick={() => reactivation.mutate(undefined)}>
          Reactivate
        </Button>
      )}
      <Refusal error={reactivation.error} />
    </div>
  );
}
