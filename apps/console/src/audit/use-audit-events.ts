import { auditEventList } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';

/** The kinds of entry that there are, which do not change while the page is open. */
export function useAuditEvents() {
  const { data } = useQuery({
    queryKey: ['audit-events'],
    queryFn: () => ask(auditEventList, paths.auditEventNames),
    staleTime: Infinity,
  });
  const events = data?.events ?? [];
  return { events, titleOf: (event: string) => events.find(({ name }) => name === event)?.title ?? event };
}
