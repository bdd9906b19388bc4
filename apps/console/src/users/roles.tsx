import { roleList } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Chips } from '../parts/chips.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';

/** What each role opens, to be looked up while one is chosen. */
export function Roles() {
  const query = useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => ask(roleList, paths.roles, { signal }),
    staleTime: Infinity,
  });
  return (
    <>
      <h2 className="section">What roles open</h2>
      <div className="card roles">
        {query.isPending && (
          <div className="state short">
            <Loading />
          </div>
        )}
        {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
        {query.data?.roles.map(({ name, modules, permissions }) => (
          <details key={name}>
            <summary>
              <span className="name">{name}</span>
              <span className="quiet">{modules.join(', ') || 'no pages'}</span>
            </summary>
            <Chips names={permissions} />
          </details>
        ))}
      </div>
    </>
  );
}
