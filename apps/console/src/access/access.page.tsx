import { accountAccess, type AccountAccess } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Grants } from './grants.js';
import type { SignedIn } from '../layout/session.js';
import { Chips } from '../parts/chips.js';
import { Copyable } from '../parts/copyable.js';
import { Facts } from '../parts/facts.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
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
          <Loading />
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
          hint="Administrators assign patients to people; a role alone opens no record."
          short
          columns={[
            { header: 'Relationship', cell: ({ kind }) => <span className="name">{kind}</span> },
            {
              header: 'Patient',
              cell: ({ patient_id: id }) =>
                id === null ? 'All patients of the organisation' : <Copyable text={id} what="patient id" />,
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
        <Facts
          facts={[
            ['Name', user.name],
            ['E-mail', user.email ?? '–'],
            ['Role', access.role],
            ['Signed in until', <Moment key="until" at={session.session.expires_at} />],
            ['Id', <Copyable key="id" text={user.id} what="id" />],
          ]}
        />
      </section>
      <section className="card">
        <h2>Permissions</h2>
        <Chips names={access.permissions} />
      </section>
    </div>
  );
}
