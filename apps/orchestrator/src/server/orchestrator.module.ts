import type { ProtectedResource } from '@caregate/core-contracts';
import { Module, type DynamicModule } from '@nestjs/common';
import { AgentsController } from '../agents/agents.controller.js';
import { AgentsService } from '../agents/agents.service.js';
import { DiscoveryController } from '../discovery/discovery.controller.js';
import { DiscoveryService } from '../discovery/discovery.service.js';
import { PipelinesController } from '../pipelines/pipelines.controller.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import { PROTECTED_RESOURCE, ProtectedResourceController } from './protected-resource.controller.js';
import { TasksController } from '../tasks/tasks.controller.js';
import { TasksService } from '../tasks/tasks.service.js';

export interface OrchestratorServices {
  readonly agents: AgentsService;
  readonly tasks: TasksService;
  readonly pipelines: PipelinesService;
  readonly discovery: DiscoveryService;
}

@Module({
  controllers: [
    AgentsController,
    TasksController,
    PipelinesController,
    DiscoveryController,
    ProtectedResourceController,
  ],
})
export class OrchestratorModule {
  static of({ agents, tasks, pipelines, discovery }: OrchestratorServices, resource: ProtectedResource): DynamicModule {
    return {
      module: OrchestratorModule,
      providers: [
        { provide: AgentsService, useValue: agents },
        { provide: TasksService, useValue: tasks },
        { provide: PipelinesService, useValue: pipelines },
        { provide: DiscoveryService, useValue: discovery },
        { provide: PROTECTED_RESOURCE, useValue: resource },
      ],
    };
  }
}
