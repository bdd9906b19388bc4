import { auditLogPage, type AuditEntry } from '@caregate/core-contracts';
import { Alert, Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { PageHeading } from '../parts/page-heading.js';
import { Pager } from '../parts/pager.js';
import { RecordList } from '../parts/record-list.js';
import { auditColumns } from './audit-columns.js';
import { AuditDetail } from './audit-detail.js';
import { AuditFilters } from './audit-filters.js';
import { auditQueryOf } from './audit-query.js';
import { useAuditEvents } from './use-audit-events.js';

/** The trail, newest first. The filters are in the address, so that a view of it can be kept and sent on. */
export function AuditPage() {
  const [search, setSearch] = useSearchParams();
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<AuditEntry | undefined>();
  const { events, titleOf } = useAuditEvents();
  const asked = { ...auditQueryOf(search), after: cursors.at(-1), limit: 25 };
  const query = useQuery({
    queryKey: ['audit', asked],
    queryFn: ({ signal }) => ask(auditLogPage, paths.auditTrail, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const next = query.data?.next;
  const broken = query.data?.unreadable.length ?? 0;
  return (
    <>
      <PageHeading
        title="Audit trail"
        action={
          <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
            Refresh
          </Button>
        }
      >
        Every look at a record, every change and every refusal. Looking at it here is recorded too.
      </PageHeading>
      <AuditFilters
        search={search}
        events={events}
        change={(filters) => {
          setCursors([]);
          setSearch(filters, { replace: true });
        }}
      />
      {broken > 0 && (
        <Alert color="red" title="Entries have been changed" mb="md">
          {broken} entries of this page can no longer be read. Verify the trail.
        </Alert>
      )}
      <RecordList
        label="Audit entries"
        query={query}
        items={({ entries }) => entries}
        keyOf={({ id }) => id}
        empty="Nothing on the trail matches these filters."
        columns={auditColumns(titleOf, setShown)}
      />
      <Pager
        text={`Page ${cursors.length + 1}`}
        {...(cursors.length > 0 ? { previous: () => setCursors(cursors.slice(0, -1)) } : {})}
        {...(next === undefined ? {} : { next: () => setCursors([...cursors, next]) })}
      />
      <AuditDetail
        entry={shown}
        title={shown === undefined ? '' : titleOf(shown.event)}
        close={() => setShown(undefined)}
      />
    </>
  );
}
