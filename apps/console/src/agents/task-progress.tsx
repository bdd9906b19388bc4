import type { AgentTask } from '@caregate/core-contracts';
import { Progress } from '@mantine/core';

export function TaskProgress({ task: { progress, status, task_id: id } }: { readonly task: AgentTask }) {
  return (
    <Progress
      className="bar"
      value={progress * 100}
      color={colourOf(status)}
      aria-label={`Progress of ${id}`}
      miw={90}
    />
  );
}

function colourOf(status: string): string {
  if (status === 'completed') return 'var(--done)';
  return status === 'failed' || status === 'timeout' ? 'var(--failed)' : 'var(--accent)';
}
