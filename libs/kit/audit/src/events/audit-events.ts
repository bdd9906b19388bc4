import { agentEvents } from './agent.events.js';
import type { AuditEventDefinition } from './audit-event-definition.js';
import { oauthEvents } from './oauth.events.js';
import { recordEvents } from './record.events.js';
import { serviceEvents } from './service.events.js';
import { signInEvents } from './sign-in.events.js';

/** Everything that CareGate puts on the audit trail, by name. `docs/reference/events.md` is printed from it. */
export const auditEvents = {
  ...signInEvents,
  ...oauthEvents,
  ...recordEvents,
  ...agentEvents,
  ...serviceEvents,
} as const satisfies Record<string, AuditEventDefinition>;

export type AuditEventName = keyof typeof auditEvents;
