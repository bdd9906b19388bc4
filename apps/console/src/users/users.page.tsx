import { userList, type User } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus } from '../parts/icons.js';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Moment } from '../parts/moment.js';
import { PageHeading } from '../parts/page-heading.js';
import { Pager } from '../parts/pager.js';
import { RecordList } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';
import { DeactivateUser } from './deactivate-user.js';
import { InviteUser } from './invite-user.js';
import { UserActions } from './user-actions.js';
import { activeUsers, UserFilters } from './user-filters.js';
import { UserRole } from './user-role.js';

const LIMIT = 20;

export function UsersPage({ ownId }: { readonly ownId: string }) {
  const [filters, setFilters] = useState(activeUsers);
  const [skip, setSkip] = useState(0);
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<User | undefined>();
  const [settled] = useDebouncedValue(filters.search.trim(), 250);
  const { role, active } = filters;
  const asked = { skip, limit: LIMIT, search: settled, role, active };
  const query = useQuery({
    queryKey: ['users', asked],
    queryFn: ({ signal }) => ask(userList, paths.users, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const total = query.data?.total ?? 0;
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
        change={(some) => {
          setSkip(0);
          setFilters({ ...filters, ...some });
        }}
      />
      <RecordList
        label="Users"
        query={query}
        items={({ users }) => users}
        keyOf={({ id }) => id}
        empty="Nobody matches these filters."
        columns={[
          { header: 'Name', cell: (user) => <Person user={user} /> },
          { header: 'Status', cell: (user) => <StatusBadge status={statusOf(user)} /> },
          { header: 'Last sign-in', cell: ({ last_login: at }) => <Moment at={at} /> },
          { header: 'Role', cell: (user) => <UserRole user={user} /> },
          {
            header: 'Actions',
            cell: (user) => <UserActions user={user} own={user.id === ownId} onDeactivate={() => setLeaving(user)} />,
          },
        ]}
      />
      <Pager
        text={total === 0 ? 'Nobody' : `${skip + 1}–${Math.min(skip + LIMIT, total)} of ${total}`}
        {...(skip > 0 ? { previous: () => setSkip(Math.max(0, skip - LIMIT)) } : {})}
        {...(skip + LIMIT < total ? { next: () => setSkip(skip + LIMIT) } : {})}
      />
      <InviteUser opened={inviting} close={() => setInviting(false)} />
      <DeactivateUser user={leaving} close={() => setLeaving(undefined)} />
    </>
  );
}

function Person({ user }: { readonly user: User }) {
  return (
    <>
      <div className="name">{user.name}</div>
      <div className="quiet">{user.email ?? 'no confirmed e-mail'}</div>
      {user.hpcsa_number !== null && <div className="quiet">HPCSA {user.hpcsa_number}</div>}
    </>
  );
}

function statusOf({ active, invited }: User): string {
  if (!active) return 'deactivated';
  return invited ? 'invited' : 'active';
}
