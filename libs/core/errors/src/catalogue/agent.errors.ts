import type { CatalogueEntry } from '../error-kind.js';

export const agentErrors = {
  'agent.not_found': { kind: 'not-found', publicMessage: 'No agent has this id.' },
  'agent.already_registered': { kind: 'conflict', publicMessage: 'An agent with this id is registered already.' },
  'agent.token.invalid': { kind: 'unauthenticated', publicMessage: 'The agent token is not known.' },
  'agent.connection.refused': { kind: 'too-many', publicMessage: 'This agent has too many connections open.' },
  'agent.rooms.too_many': {
    kind: 'too-many',
    publicMessage: 'This connection watches too many rooms. Unsubscribe from some of them first.',
  },
  'agent.event.unknown': { kind: 'invalid', publicMessage: 'No event of this name is understood here.' },
  'task.not_found': { kind: 'not-found', publicMessage: 'No task has this id.' },
  'task.already_assigned': { kind: 'conflict', publicMessage: 'The task is with an agent already.' },
  'task.transition.refused': { kind: 'conflict', publicMessage: 'The task is in a state that does not allow this.' },
  'task.attempt.stale': {
    kind: 'conflict',
    publicMessage: 'This attempt at the task has been given up, so its result is not taken.',
  },
  'task.dependency.unknown': { kind: 'invalid', publicMessage: 'A task that this one depends on is not known.' },
  'task.idempotency.mismatch': {
    kind: 'conflict',
    publicMessage: 'This idempotency key was used before with another request.',
  },
  'pipeline.not_found': { kind: 'not-found', publicMessage: 'No pipeline has this id.' },
  'pipeline.template.unknown': { kind: 'invalid', publicMessage: 'No pipeline template has this name.' },
  'pipeline.stages.invalid': {
    kind: 'invalid',
    publicMessage: 'A stage may depend only on stages that come before it.',
  },
  'pipeline.stage.not_found': { kind: 'not-found', publicMessage: 'The pipeline has no stage of this number.' },
  'pipeline.stage.out_of_order': {
    kind: 'conflict',
    publicMessage: 'The stage cannot be executed now: it has been started, or stages before it are not done.',
  },
  'pipeline.transition.refused': {
    kind: 'conflict',
    publicMessage: 'The pipeline is in a state that does not allow this.',
  },
} as const satisfies Record<string, CatalogueEntry>;
