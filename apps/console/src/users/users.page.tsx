import { userList, type User } from '@caregate/core-contracts';
import { roles } from '@caregate/core-permissions';
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
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

const LIMIT = 20;
const roleNames = Object.keys(roles);

export function UsersPage({ ownId }: { readonly ownId: string }) {
  const [search, setSearch] = useState('');
  const [role, setRole] = useState<string | null>(null);
  const [active, setActive] = useState<string | null>('true');
  const [skip, setSkip] = useState(0);
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<User | undefined>();
  const [settled] = useDebouncedValue(search.trim(), 250);
  const asked = { skip, limit: LIMIT, search: settled, role: role ?? undefined, active: active ?? undefined };
  const query = useQuery({
    queryKey: ['users', asked],
    queryFn: ({ signal }) => ask(userList, paths.users, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const total = query.data?.total ?? 0;
  const first = (change: () => void) => {
    setSkip(0);
    change();
  };
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
      <div className="filters">
        <TextInput
          label="Search"
          placeholder="Name or e-mail"
          leftSection={<IconSearch size={16} />}
          value={search}
          maxLength={100}
          onChange={({ currentTarget }) => first(() => setSearch(currentTarget.value))}
        />
        <Select
          label="Role"
          placeholder="Any"
          data={roleNames}
          value={role}
          clearable
          onChange={(value) => first(() => setRole(value))}
        />
        <Select
          label="State"
          placeholder="Any"
          data={[
            { value: 'true', label: 'Active' },
            { value: 'false', label: 'Deactivated' },
          ]}
          value={active}
          clearable
          onChange={(value) => first(() => setActive(value))}
        />
      </div>
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
          {
            header: 'Role',
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
    </>
  );
}

function statusOf({ active, invited }: User): string {
  if (!active) return 'deactivated';
  return invited ? 'invited' : 'active';
}
