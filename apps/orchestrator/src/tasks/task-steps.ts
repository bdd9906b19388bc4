import type { AgentTask, UpdateTask } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { demand } from '../access/rights.js';
import type { TasksService } from './tasks.service.js';

type Step = NonNullable<UpdateTask['status']>;

const again: readonly Step[] = ['retry', 'pending', 'queued'];
const inHand: readonly Step[] = ['running', 'completed', 'failed', 'cancelled'];

/** Where a task may be brought from each status; nobody gives it to an agent so, which the route for that does. */
const steps: Readonly<Record<AgentTask['status'], readonly Step[]>> = {
  pending: ['cancelled'],
  queued: ['cancelled'],
  assigned: inHand,
  running: inHand,
  completed: [],
  failed: again,
  cancelled: again,
  timeout: again,
};

/** Clients of the older control panel name the status; it is reached as over the route of its own, by whoever may do that. */
export async function takeStep(
  tasks: TasksService,
  caller: Caller,
  taskId: string,
  { status, result, error = 'The agent failed.' }: UpdateTask & { readonly status: Step },
): Promise<AgentTask> {
  const before = await tasks.get(caller, taskId);
  if (!steps[before.status].includes(status)) throw new DomainError('task.transition.refused');
  if (again.includes(status)) await tasks.retry(caller, taskId);
  else if (status === 'cancelled') await tasks.cancel(caller, taskId);
  else {
    demand(caller, true, { own: 'task:execute', any: 'task:execute' });
    // An agent that has failed may see the task no more.
    if (status === 'failed')
      return { ...before, ...(await tasks.fail(caller, taskId, { error, retryable: true })), error };
    if (status === 'completed') await tasks.complete(caller, taskId, { result, metadata: {} });
    else await tasks.progress(caller, { taskId, attemptToken: undefined, progress: before.progress });
  }
  return tasks.get(caller, taskId);
}
