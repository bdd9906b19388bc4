import type { AuditEntry } from '@caregate/core-contracts';
import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { PageHeading } from '../parts/page-heading.js';
import { Pager } from '../parts/pager.js';
import { RecordList } from '../parts/record-list.js';
import { auditColumns } from './audit-columns.js';
import { AuditDetail } from './audit-detail.js';
import { AuditFilters } from './audit-filters.js';
import { useAuditEvents } from './use-audit-events.js';
import { useAuditPage } from './use-audit-page.js';

/** The trail, newest first. The filters are in the address, so that a view of it can be kept and sent on. */
export function AuditPage() {
  const [shown, setShown] = useState<AuditEntry | undefined>();
  const { events, titleOf } = useAuditEvents();
  const { query, said, change, clear, text, previous, next } = useAuditPage();
  const unreadable = query.data?.unreadable ?? [];
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
      <AuditFilters said={said} events={events} change={change} clear={clear} />
      {unreadable.length > 0 && (
        <Alert color="red" title="Entries have been changed" mb="md">
          No longer to be read: <span className="mono">{unreadable.join(', ')}</span>. Verify the trail.
        </Alert>
      )}
      <RecordList
        label="Audit entries"
        query={query}
        items={({ entries }) => entries}
        keyOf={({ id }) => id}
        empty={
          unreadable.length > 0 ? 'None of these entries can be read.' : 'Nothing on the trail matches these filters.'
        }
        columns={auditColumns(titleOf, setShown)}
      />
      <Pager text={text} previous={previous} next={next} />
      <AuditDetail
        entry={shown}
        title={shown === undefined ? '' : titleOf(shown.event)}
        close={() => setShown(undefined)}
      />
    </>
  );
}
