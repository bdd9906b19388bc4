import type { AuditEntry } from '@caregate/core-contracts';
import { Drawer } from '@mantine/core';
import { Link } from 'react-router';
import { Copyable } from '../parts/copyable.js';
import { Facts, type Fact } from '../parts/facts.js';
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
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {entry && <Facts facts={factsOf(entry)} />}
    </Drawer>
  );
}

function factsOf({ id, event, actor, entity, detail = {}, ...entry }: AuditEntry): Fact[] {
  return [
    ['Recorded', <Moment key="recorded" at={entry.recordedAt} exact />],
    ['Outcome', <StatusBadge key="outcome" status={entry.outcome} />],
    ['Event', <Text key="event" text={event} />],
    ['Actor', <Actor key="actor" actor={actor} />],
    ['Role', actor.role],
    ['Application', copyable('application id', actor.clientId)],
    ['On behalf of', copyable('id', actor.onBehalfOf)],
    ['Address', copyable('address', actor.address)],
    ['Patient', copyable('patient id', entry.patientId)],
    ['About', entity && copyable('what it is about', `${entity.type} ${entity.id}`)],
    ['Permission', entry.permission],
    ['Decision', entry.decision],
    ['Purpose', entry.purpose],
    ['Service', entry.source],
    ['Transport', entry.transport],
    ['Request', copyable('request id', entry.requestId)],
    ['Session', copyable('session id', entry.sessionId)],
    ['Token', copyable('token id', entry.tokenId)],
    ['Entry', copyable('entry id', id)],
    ...Object.entries(detail).map(([name, value]): Fact => [name, <Text key={name} text={String(value)} />]),
  ];
}

function Text({ text }: { readonly text: string }) {
  return <span className="mono">{text}</span>;
}

function copyable(what: string, text: string | undefined) {
  return text === undefined || text === '' ? undefined : <Copyable text={text} what={what} />;
}

/** Whoever may read the trail and manage people can look up who it was; the trail itself holds ids only. */
function Actor({ actor }: { readonly actor: AuditEntry['actor'] }) {
  if (actor.subject === '') return actor.kind;
  return (
    <>
      <Copyable text={actor.subject} what="actor id" />
      {actor.kind === 'user' && (
        <div>
          <Link to={`/users/${actor.subject}`}>Show the account</Link>
        </div>
      )}
    </>
  );
}
