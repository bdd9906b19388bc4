import type { User } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { IconUserPlus } from '../parts/icons.js';
import { Moment } from '../parts/moment.js';
import { NumberedPager } from '../parts/numbered-pager.js';
import { PageHeading } from '../parts/page-heading.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';
import { useAddress } from '../parts/use-address.js';
import { useShown } from '../parts/use-shown.js';
import { DeactivateUser } from './deactivate-user.js';
import { InviteUser } from './invite-user.js';
import { UserActions } from './user-actions.js';
import { UserDrawer } from './user-drawer.js';
import { UserFilters } from './user-filters.js';
import { USERS_LIMIT, useUsers } from './user-query.js';
import { UserRole } from './user-role.js';
import { statusOf } from './user-status.js';

/** The filters are in the address, but for what is searched for: names of people do not belong in addresses. */
export function UsersPage({ ownId }: { readonly ownId: string }) {
  const { said, page, change, turnTo } = useAddress(['role', 'state']);
  const { shown, addressOf, close } = useShown('/users');
  const [search, setSearch] = useState('');
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<User | undefined>();
  const filters = { ...said, search };
  const query = useUsers({ ...filters, page });
  return (
    <>
      <PageHeading
        title="Users and roles"
        action={
          <Button leftSection={<IconUserPlus size={17} />} onClick={() => setInviting(true)}>
            Add user
          </Button>
        }
      >
        Who may sign in, and what their role lets them do. Accounts are deactivated, never lost.
      </PageHeading>
      <UserFilters
        filters={filters}
        change={({ search: text = search, ...some }) => {
          setSearch(text);
          change(some);
        }}
      />
      <RecordList
        label="Users"
        query={query}
        items={({ users }) => users}
        keyOf={(user) => user.id}
        empty="Nobody matches these filters."
        columns={[
          { header: 'Name', cell: (user) => <Person user={user} to={addressOf(user.id)} /> },
          { header: 'Status', cell: (user) => <StatusBadge status={statusOf(user)} /> },
          { header: 'Last sign-in', cell: ({ last_login: at }) => <Moment at={at} /> },
          { header: 'Role', cell: (user) => <UserRole user={user} /> },
          {
            header: 'Actions',
            cell: (user) => <UserActions user={user} own={user.id === ownId} onDeactivate={() => setLeaving(user)} />,
          },
        ]}
      />
      <NumberedPager page={page} limit={USERS_LIMIT} total={query.data?.total} turnTo={turnTo} />
      <InviteUser opened={inviting} close={() => setInviting(false)} />
      <DeactivateUser user={leaving} close={() => setLeaving(undefined)} />
      <UserDrawer id={shown} close={close} />
    </>
  );
}

function Person({ user, to }: { readonly user: User; readonly to: string }) {
  return (
    <>
      <Link className="name" to={to}>
        <span className="clamp">{user.name}</span>
      </Link>
      <div className="quiet">{user.email ?? 'no confirmed e-mail'}</div>
      {user.hpcsa_number !== null && <div className="quiet">HPCSA {user.hpcsa_number}</div>}
    </>
  );
}
