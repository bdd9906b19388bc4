import { user as userContract, type User } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../api/paths.js';
import { Copyable } from '../parts/copyable.js';
import { Facts, type Fact } from '../parts/facts.js';
import { Moment } from '../parts/moment.js';
import { RecordDrawer } from '../parts/record-drawer.js';
import { StatusBadge } from '../parts/status-badge.js';
import { EditUser } from './edit-user.js';
import { usersKey } from './user-query.js';
import { statusOf } from './user-status.js';

/** Everything that administrators know of one account, and what of it they write themselves. */
export function UserDrawer({ id, close }: { readonly id: string | undefined; readonly close: () => void }) {
  return (
    <RecordDrawer
      id={id}
      schema={userContract}
      path={paths.users}
      queryKey={usersKey}
      titleOf={({ name }) => name}
      close={close}
    >
      {(user) => (
        <>
          <Facts facts={factsOf(user)} />
          <div className="actions">
            <Button variant="default" size="xs" component={Link} to={`/audit?user=${user.id}`}>
              Activity on the audit trail
            </Button>
          </div>
          {/* Begins anew with what another administrator wrote meanwhile. */}
          <EditUser key={`${user.name} ${user.hpcsa_number}`} user={user} />
        </>
      )}
    </RecordDrawer>
  );
}

function factsOf(user: User): Fact[] {
  return [
    ['Status', <StatusBadge key="status" status={statusOf(user)} />],
    ['E-mail', user.email ?? 'none that an identity provider vouches for'],
    ['Role', user.role_pinned ? `${user.role}, given by an administrator` : user.role],
    ['Language', user.language_preference],
    ['Created', <Moment key="created" at={user.created_at} exact />],
    ['Last sign-in', <Moment key="last" at={user.last_login} exact />],
    ['Id', <Copyable key="id" text={user.id} what="id" />],
  ];
}
