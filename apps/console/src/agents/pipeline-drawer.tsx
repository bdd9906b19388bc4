import { pipeline as pipelineContract, type Pipeline, type PipelineStage } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../api/paths.js';
import { liveKey } from '../live/use-live.js';
import { Chips } from '../parts/chips.js';
import { Copyable } from '../parts/copyable.js';
import { Facts, type Fact } from '../parts/facts.js';
import { Moment } from '../parts/moment.js';
import { RecordDrawer } from '../parts/record-drawer.js';
import { StatusBadge } from '../parts/status-badge.js';

/** How a pipeline goes, stage by stage. What goes into it and what comes out may be a person's data, and is not shown. */
export function PipelineDrawer({ id, close }: { readonly id: string | undefined; readonly close: () => void }) {
  return (
    <RecordDrawer
      id={id}
      schema={pipelineContract}
      path={paths.pipelines}
      queryKey={liveKey(paths.pipelines)}
      titleOf={({ name }) => name}
      close={close}
    >
      {(pipeline) => (
        <>
          <Facts facts={factsOf(pipeline)} />
          <div className="actions">
            <Button variant="default" size="xs" component={Link} to={`/tasks?pipeline_id=${pipeline.pipeline_id}`}>
              Its tasks
            </Button>
          </div>
          <h2 className="section">Stages</h2>
          <Facts
            facts={pipeline.stages.map((stage) => [`${stage.stage}. ${stage.name}`, <Stage key="" of={stage} />])}
          />
        </>
      )}
    </RecordDrawer>
  );
}

function factsOf(pipeline: Pipeline): Fact[] {
  return [
    ['Status', <StatusBadge key="status" status={pipeline.status} />],
    ['Description', pipeline.description],
    ['Template', pipeline.template],
    ['Goes on', pipeline.execution_mode === 'automatic' ? 'by itself' : 'stage by stage, when told'],
    ['Tags', pipeline.tags.length > 0 && <Chips key="tags" names={pipeline.tags} />],
    ['Created', <Moment key="created" at={pipeline.created_at} exact />],
    ['Created by', <Copyable key="by" text={pipeline.created_by} what="id of the creator" />],
    ['Started', <Moment key="started" at={pipeline.started_at} exact />],
    ['Completed', <Moment key="completed" at={pipeline.completed_at} exact />],
    ['Id', <Copyable key="id" text={pipeline.pipeline_id} what="id" />],
  ];
}

function Stage({ of: { status, task_type: type, tasks } }: { readonly of: PipelineStage }) {
  return (
    <>
      <StatusBadge status={status} /> <span className="quiet">{type}</span>
      {tasks.map((task) => (
        <div key={task}>
          <Link className="mono" to={`/tasks/${task}`}>
            {task}
          </Link>
        </div>
      ))}
    </>
  );
}
