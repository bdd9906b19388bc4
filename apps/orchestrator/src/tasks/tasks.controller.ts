import {
  agentTask,
  completeTask,
  createdTask,
  createTask,
  delegatedTask,
  delegateTask,
  endedTask,
  failTask,
  taskList,
  taskQuery,
  updateTask,
  type CompleteTask,
  type CreateTask,
  type DelegateTask,
  type FailTask,
  type TaskQuery,
  type UpdateTask,
} from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Limited, Requires } from '@caregate/kit-http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, SerializeOptions } from '@nestjs/common';
import { creating } from '../server/limits.js';
import { taskId } from '../server/path-parameters.js';
import { TasksService } from './tasks.service.js';

@Controller('api/v1/tasks')
export class TasksController {
  constructor(@Inject(TasksService) private readonly tasks: TasksService) {}

  @Post()
  @HttpCode(201)
  @Requires('task:create')
  @Limited(...creating)
  @Audited('task.created', { successBy: 'service' })
  @SerializeOptions({ schema: createdTask })
  create(@CurrentCaller() caller: Caller, @Body({ schema: createTask }) task: CreateTask) {
    return this.tasks.create(caller, task);
  }

  @Get()
  @Requires('task:read')
  @Audited('task.read')
  @SerializeOptions({ schema: taskList })
  list(@CurrentCaller() caller: Caller, @Query({ schema: taskQuery }) query: TaskQuery) {
    return this.tasks.list(caller, query);
  }

  @Get(':task_id')
  @Requires('task:read')
  @Audited('task.read')
  @SerializeOptions({ schema: agentTask })
  get(@CurrentCaller() caller: Caller, @Param('task_id', taskId) id: string) {
    return this.tasks.get(caller, id);
  }

  @Put(':task_id')
  @Requires('task:read')
  @Audited('task.created', { successBy: 'service' })
  @SerializeOptions({ schema: agentTask })
  update(
    @CurrentCaller() caller: Caller,
    @Param('task_id', taskId) id: string,
    @Body({ schema: updateTask }) changes: UpdateTask,
  ) {
    return this.tasks.update(caller, id, changes);
  }

  @Post(':task_id/delegate')
  @HttpCode(200)
  @Requires('task:read')
  @Audited('task.delegated', { successBy: 'service' })
  @SerializeOptions({ schema: delegatedTask })
  delegate(
    @CurrentCaller() caller: Caller,
    @Param('task_id', taskId) id: string,
    @Body({ schema: delegateTask }) request: DelegateTask,
  ) {
    return this.tasks.delegate(caller, id, request);
  }

  @Post(':task_id/complete')
  @HttpCode(200)
  @Requires('task:execute')
  @Audited('task.completed', { successBy: 'service' })
  @SerializeOptions({ schema: endedTask })
  complete(
    @CurrentCaller() caller: Caller,
    @Param('task_id', taskId) id: string,
    @Body({ schema: completeTask }) request: CompleteTask,
  ) {
    return this.tasks.complete(caller, id, request);
  }

  @Post(':task_id/fail')
  @HttpCode(200)
  @Requires('task:execute')
  @Audited('task.failed', { successBy: 'service' })
  @SerializeOptions({ schema: endedTask })
  fail(
    @CurrentCaller() caller: Caller,
    @Param('task_id', taskId) id: string,
    @Body({ schema: failTask }) request: FailTask,
  ) {
    return this.tasks.fail(caller, id, request);
  }

  @Post(':task_id/retry')
  @HttpCode(200)
  @Requires('task:read')
  @Limited(...creating)
  @Audited('task.retried', { successBy: 'service' })
  @SerializeOptions({ schema: endedTask })
  retry(@CurrentCaller() caller: Caller, @Param('task_id', taskId) id: string) {
    return this.tasks.retry(caller, id);
  }

  @Post(':task_id/cancel')
  @HttpCode(200)
  @Requires('task:read')
  @Audited('task.cancelled', { successBy: 'service' })
  @SerializeOptions({ schema: endedTask })
  cancel(@CurrentCaller() caller: Caller, @Param('task_id', taskId) id: string) {
    return this.tasks.cancel(caller, id);
  }
}
