import { agentTask, type AgentTask } from '@caregate/core-contracts';
import { Link } from 'react-router';
import { paths } from '../api/paths.js';
import { liveKey } from '../live/use-live.js';
import { Copyable } from '../parts/copyable.js';
import { Facts, type Fact } from '../parts/facts.js';
import { Moment } from '../parts/moment.js';
import { RecordDrawer } from '../parts/record-drawer.js';
import { StatusBadge } from '../parts/status-badge.js';
import { TaskProgress } from './task-progress.js';

/** How a task goes. What it works on may be a person's data, which nobody needs for that. */
export function TaskDrawer({ id, close }: { readonly id: string | undefined; readonly close: () => void }) {
  return (
    <RecordDrawer
      id={id}
      schema={agentTask}
      path={paths.tasks}
      queryKey={liveKey(paths.tasks)}
      titleOf={({ task_type: type }) => type}
      close={close}
    >
      {(task) => <Facts facts={factsOf(task)} />}
    </RecordDrawer>
  );
}

function factsOf(task: AgentTask): Fact[] {
  const { assigned_agent_id: agentId, pipeline_id: pipelineId } = task;
  return [
    ['Status', <StatusBadge key="status" status={task.status} />],
    ['Error', task.error],
    ['Progress', <TaskProgress key="progress" task={task} />],
    ['Agent', agentId !== null && <Link to={`/agents/${agentId}`}>{agentId}</Link>],
    ['Pipeline', pipelineId !== null && <Link to={`/pipelines/${pipelineId}`}>{pipelineId}</Link>],
    ['Stage', task.stage],
    ['Attempts', `${task.retry_count + 1}, at most ${task.max_retries + 1}`],
    ['Priority', `${task.priority} of 10`],
    ['Waits for', task.dependencies.map((needed) => <Needed key={needed} id={needed} />)],
    ['Deadline', task.deadline !== null && <Moment key="deadline" at={task.deadline} exact />],
    ['Created', <Moment key="created" at={task.created_at} exact />],
    ['Created by', <Copyable key="by" text={task.created_by} what="id of the creator" />],
    ['Started', <Moment key="started" at={task.started_at} exact />],
    ['Completed', <Moment key="completed" at={task.completed_at} exact />],
    ['Id', <Copyable key="id" text={task.task_id} what="id" />],
  ];
}

function Needed({ id }: { readonly id: string }) {
  return (
    <div>
      <Link to={`/tasks/${id}`}>{id}</Link>
    </div>
  );
}
