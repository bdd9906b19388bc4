import type { AuditEntry } from '@caregate/core-contracts';
import { Drawer } from '@mantine/core';
import { Moment } from '../parts/moment.js';
import { StatusBadge } from '../parts/status-badge.js';

interface AuditDetailProps {
  readonly entry: AuditEntry | undefined;
  readonly title: string;
  readonly close: () => void;
}

/** Everything that one entry says. */
export function AuditDetail({ entry, title, close }: AuditDetailProps) {
  return (
    <Drawer
      opened={entry !== undefined}
      onClose={close}
      title={title}
      position="right"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {entry && (
        <dl className="facts">
          <dt>Recorded</dt>
          <dd>
            <Moment at={entry.recordedAt} />
          </dd>
          <dt>Outcome</dt>
          <dd>
            <StatusBadge status={entry.outcome} />
          </dd>
          {factsOf(entry).map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      )}
    </Drawer>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="mono">{value}</dd>
    </>
  );
}

function factsOf({ id, event, actor, entity, detail = {}, ...entry }: AuditEntry): [string, string][] {
  const facts: [string, string | undefined][] = [
    ['Event', event],
    ['Actor', actor.subject || actor.kind],
    ['Role', actor.role],
    ['Application', actor.clientId],
    ['On behalf of', actor.onBehalfOf],
    ['Address', actor.address],
    ['Patient', entry.patientId],
    ['About', entity && `${entity.type} ${entity.id}`],
    ['Permission', entry.permission],
    ['Decision', entry.decision],
    ['Purpose', entry.purpose],
    ['Service', entry.source],
    ['Transport', entry.transport],
    ['Request', entry.requestId],
    ['Session', entry.sessionId],
    ['Token', entry.tokenId],
    ['Entry', id],
    ...Object.entries(detail).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
}
