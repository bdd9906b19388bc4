import { accountAccess, type AccountAccess } from '@caregate/core-contracts';
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Grants } from './grants.js';
import type { SignedIn } from '../layout/session.js';
import { Chips } from '../parts/chips.js';
import { Failure } from '../parts/failure.js';
import { Moment } from '../parts/moment.js';
import { PageHeading } from '../parts/page-heading.js';
import { RecordList } from '../parts/record-list.js';

/** What the person who is signed in may do, and whose records that reaches. */
export function AccessPage({ session }: { readonly session: SignedIn }) {
  const query = useQuery({
    queryKey: ['access'],
    queryFn: ({ signal }) => ask(accountAccess, paths.access, { signal }),
  });
  return (
    <>
      <PageHeading title="My access">What you may do here, and whose records that reaches.</PageHeading>
      {query.isPending && (
        <div className="card state">
          <Loader aria-label="Loading" />
        </div>
      )}
      {query.isError && (
        <div className="card">
          <Failure error={query.error} retry={() => void query.refetch()} />
        </div>
      )}
      {query.data !== undefined && <Rights access={query.data} session={session} />}
      {query.data !== undefined && <h2 className="section">Patients within reach</h2>}
      {query.data !== undefined && (
        <RecordList
          label="Patients within reach"
          query={query}
          items={({ relations }) => relations}
          keyOf={({ id }) => id}
          empty="No patient is assigned to you."
          columns={[
            { header: 'Relationship', cell: ({ kind }) => <span className="name">{kind}</span> },
            {
              header: 'Patient',
              cell: ({ patient_id: id }) =>
                id === null ? 'All patients of the organisation' : <span className="mono">{id}</span>,
            },
            { header: 'Since', cell: ({ valid_from: at }) => <Moment at={at} /> },
            { header: 'Until', cell: ({ expires_at: at }) => (at === null ? 'No end' : <Moment at={at} />) },
          ]}
        />
      )}
      <Grants />
    </>
  );
}

function Rights({ access, session }: { readonly access: AccountAccess; readonly session: SignedIn }) {
  const { user } = session;
  return (
    <div className="cards">
      <section className="card">
        <h2>Account</h2>
        <dl className="facts">
          <dt>Name</dt>
          <dd>{user.name}</dd>
          <dt>E-mail</dt>
          <dd>{user.email ?? '–'}</dd>
          <dt>Role</dt>
          <dd>{access.role}</dd>
          <dt>Signed in until</dt>
          <dd>
            <Moment at={session.session.expires_at} />
          </dd>
        </dl>
      </section>
      <section className="card">
        <h2>Permissions</h2>
        <Chips names={access.permissions} />
      </section>
    </div>
  );
}
