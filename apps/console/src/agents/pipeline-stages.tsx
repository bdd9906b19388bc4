import type { PipelineStage } from '@caregate/core-contracts';

/** A bar in as many pieces as there are stages, and in words what it shows. */
export function PipelineStages({ stages }: { readonly stages: readonly PipelineStage[] }) {
  const done = stages.filter(({ status }) => status === 'completed').length;
  const current = stages.find(({ status }) => status === 'running' || status === 'failed');
  return (
    <>
      <ol className="stages" aria-hidden="true">
        {stages.map(({ stage, status }) => (
          <li key={stage} data-status={status} />
        ))}
      </ol>
      <div className="quiet">
        {done} of {stages.length}
        {current === undefined ? '' : `, ${current.name} ${current.status}`}
      </div>
    </>
  );
}
