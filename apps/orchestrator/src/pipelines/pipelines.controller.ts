import {
  cancelledPipeline,
  createdPipeline,
  createPipeline,
  executedStage,
  executeStage,
  pipeline,
  pipelineList,
  pipelineProgress,
  pipelineQuery,
  type CreatePipeline,
  type ExecuteStage,
  type PipelineQuery,
} from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Limited, Requires } from '@caregate/kit-http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { creating, registering } from '../server/limits.js';
import { pipelineId, stageNumber } from '../server/path-parameters.js';
import { PipelinesService } from './pipelines.service.js';

@Controller('api/v1/pipelines')
export class PipelinesController {
  constructor(@Inject(PipelinesService) private readonly pipelines: PipelinesService) {}

  @Post()
  @HttpCode(201)
  @Requires('pipeline:create')
  @Limited(...registering)
  @Audited('pipeline.created', { successBy: 'service' })
  @SerializeOptions({ schema: createdPipeline })
  create(@CurrentCaller() caller: Caller, @Body({ schema: createPipeline }) request: CreatePipeline) {
    return this.pipelines.create(caller, request);
  }

  @Get()
  @Requires('pipeline:read')
  @Audited('pipeline.read')
  @SerializeOptions({ schema: pipelineList })
  list(@CurrentCaller() caller: Caller, @Query({ schema: pipelineQuery }) query: PipelineQuery) {
    return this.pipelines.list(caller, query);
  }

  @Get(':pipeline_id')
  @Requires('pipeline:read')
  @Audited('pipeline.read')
  @SerializeOptions({ schema: pipeline })
  get(@CurrentCaller() caller: Caller, @Param('pipeline_id', pipelineId) id: string) {
    return this.pipelines.get(caller, id);
  }

  @Post(':pipeline_id/stages/:stage/execute')
  @HttpCode(202)
  @Requires('pipeline:read')
  @Limited(...creating)
  @Audited('pipeline.started', { successBy: 'service' })
  @SerializeOptions({ schema: executedStage })
  execute(
    @CurrentCaller() caller: Caller,
    @Param('pipeline_id', pipelineId) id: string,
    @Param('stage', stageNumber) stage: number,
    @Body({ schema: executeStage }) request: ExecuteStage,
  ) {
    return this.pipelines.execute(caller, id, stage, request);
  }

  @Get(':pipeline_id/progress')
  @Requires('pipeline:read')
  @SerializeOptions({ schema: pipelineProgress })
  progress(@CurrentCaller() caller: Caller, @Param('pipeline_id', pipelineId) id: string) {
    return this.pipelines.progress(caller, id);
  }

  @Post(':pipeline_id/cancel')
  @HttpCode(200)
  @Requires('pipeline:read')
  @Audited('pipeline.cancelled', { successBy: 'service' })
  @SerializeOptions({ schema: cancelledPipeline })
  cancel(@CurrentCaller() caller: Caller, @Param('pipeline_id', pipelineId) id: string) {
    return this.pipelines.cancel(caller, id);
  }
}
