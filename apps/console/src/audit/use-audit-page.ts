import { auditLogPage } from '@caregate/core-contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { useAddress } from '../parts/use-address.js';
import { auditFilters, auditQueryOf } from './audit-query.js';

/** How the reader got to this page of the trail: the browser keeps it with the address, for its back button and a reload. */
const turned = z.array(z.string()).catch([]);

/**
 * The page of the trail that the address names. Pages of it begin after an entry and not at a number, as new entries come
 * in all the time.
 */
export function useAuditPage() {
  const { said, change } = useAddress(auditFilters);
  const [search] = useSearchParams();
  const { pathname, state } = useLocation();
  const navigate = useNavigate();
  const after = search.get('after') ?? '';
  const trodden = after === '' ? [] : turned.parse(state);
  const asked = { ...auditQueryOf(said), after, limit: 25 };
  const query = useQuery({
    queryKey: ['audit', asked],
    queryFn: ({ signal }) => ask(auditLogPage, paths.auditTrail, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const turnTo = (steps: readonly string[]) => {
    const there = new URLSearchParams(search);
    const last = steps.at(-1);
    if (last === undefined) there.delete('after');
    else there.set('after', last);
    void navigate({ pathname, search: there.toString() }, { state: steps });
  };
  const next = query.data?.next;
  return {
    query,
    said,
    change,
    clear: () => change(Object.fromEntries(auditFilters.map((name) => [name, '']))),
    // Whoever was sent an address came here without the pages before.
    text: after !== '' && trodden.length === 0 ? 'Older entries' : `Page ${trodden.length + 1}`,
    previous: after === '' ? undefined : () => turnTo(trodden.slice(0, -1)),
    next: next === undefined ? undefined : () => turnTo([...trodden, next]),
  };
}
