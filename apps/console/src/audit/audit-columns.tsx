import type { AuditEntry } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { Moment } from '../parts/moment.js';
import type { Column } from '../parts/record-list.js';
import { StatusBadge } from '../parts/status-badge.js';

/** What a line of the trail shows; the rest is one click away. */
export function auditColumns(
  titleOf: (event: string) => string,
  show: (entry: AuditEntry) => void,
): readonly Column<AuditEntry>[] {
  return [
    { header: 'When', cell: ({ recordedAt }) => <Moment at={recordedAt} seconds /> },
    {
      header: 'Event',
      cell: ({ event }) => (
        <>
          <div className="name">{titleOf(event)}</div>
          <div className="quiet">{event}</div>
        </>
      ),
    },
    { header: 'Outcome', cell: ({ outcome }) => <StatusBadge status={outcome} /> },
    {
      header: 'Who',
      cell: ({ actor }) => (
        <>
          <div>{actor.role ?? actor.kind}</div>
          <div className="mono quiet">{actor.subject}</div>
        </>
      ),
    },
    {
      header: 'Detail',
      cell: (entry) => (
        <Button variant="subtle" size="compact-sm" onClick={() => show(entry)} aria-label={`Details of ${entry.id}`}>
          Details
        </Button>
      ),
    },
  ];
}
