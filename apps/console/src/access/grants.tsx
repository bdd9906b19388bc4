import { accountGrants, type AccountGrant } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Confirm } from '../parts/confirm.js';
import { Moment } from '../parts/moment.js';
import { RecordList } from '../parts/record-list.js';

/** What the person allowed to applications, each to be taken back. */
export function Grants() {
  const [leaving, setLeaving] = useState<AccountGrant | undefined>();
  const query = useQuery({
    queryKey: ['grants'],
    queryFn: ({ signal }) => ask(accountGrants, paths.grants, { signal }),
  });
  return (
    <>
      <h2 className="section">Applications that act for you</h2>
      <RecordList
        label="Applications that act for you"
        query={query}
        items={({ grants }) => grants}
        keyOf={({ id }) => id}
        empty="You have allowed nothing to any application."
        hint="An application is here once it has asked you to act for you, and you have allowed it."
        short
        columns={[
          { header: 'Application', cell: (grant) => <Application grant={grant} /> },
          { header: 'At', cell: ({ resource_title: title }) => title },
          { header: 'May', cell: ({ scopes }) => <span className="mono">{scopes.join(' ')}</span> },
          { header: 'Since', cell: ({ granted_at: at }) => <Moment at={at} /> },
          {
            header: 'Actions',
            cell: (grant) => (
              <Button
                variant="subtle"
                size="compact-sm"
                className="danger"
                aria-label={`Withdraw ${grant.client_name}`}
                onClick={() => setLeaving(grant)}
              >
                Withdraw
              </Button>
            ),
          },
        ]}
      />
      <Withdrawal grant={leaving} close={() => setLeaving(undefined)} />
    </>
  );
}

function Application({ grant }: { readonly grant: AccountGrant }) {
  return (
    <>
      <div className="name">{grant.client_name}</div>
      <div className="quiet">{grant.redirect_host}</div>
    </>
  );
}

function Withdrawal({ grant, close }: { readonly grant: AccountGrant | undefined; readonly close: () => void }) {
  const client = useQueryClient();
  const withdrawal = useMutation({
    mutationFn: ({ id }: AccountGrant) =>
      ask(z.undefined(), `${paths.grants}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      notifications.show({ message: 'The consent was withdrawn.', color: 'green' });
      close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['grants'] }),
  });
  return (
    <Confirm of={grant} title="Withdraw this consent?" act="Withdraw" deed={withdrawal} close={close}>
      <strong>{grant?.client_name}</strong> is stopped within a second, and has to ask you again before it acts for you.
    </Confirm>
  );
}
