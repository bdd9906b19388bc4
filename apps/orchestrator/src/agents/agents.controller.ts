import {
  agent,
  agentHeartbeat,
  agentList,
  agentQuery,
  heartbeatAnswer,
  registerAgent,
  registeredAgent,
  updateAgent,
  updatedAgent,
  type AgentHeartbeat,
  type AgentQuery,
  type RegisterAgent,
  type UpdateAgent,
} from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Limited, Requires } from '@caregate/kit-http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  SerializeOptions,
} from '@nestjs/common';
import { registering } from '../server/limits.js';
import { agentId } from '../server/path-parameters.js';
import { AgentsService } from './agents.service.js';

@Controller('api/v1/agents')
export class AgentsController {
  constructor(@Inject(AgentsService) private readonly agents: AgentsService) {}

  @Post('register')
  @HttpCode(201)
  @Requires('agent:register')
  @Limited(...registering)
  @Audited('agent.registered', { successBy: 'service' })
  @SerializeOptions({ schema: registeredAgent })
  register(@CurrentCaller() caller: Caller, @Body({ schema: registerAgent }) request: RegisterAgent) {
    return this.agents.register(caller, request);
  }

  @Get()
  @Requires('agent:read')
  @SerializeOptions({ schema: agentList })
  list(@Query({ schema: agentQuery }) query: AgentQuery) {
    return this.agents.list(query);
  }

  @Get(':agent_id')
  @Requires('agent:read')
  @SerializeOptions({ schema: agent })
  get(@Param('agent_id', agentId) id: string) {
    return this.agents.get(id);
  }

  @Put(':agent_id')
  @Requires('agent:read')
  @Audited('agent.updated', { successBy: 'service' })
  @SerializeOptions({ schema: updatedAgent })
  update(
    @CurrentCaller() caller: Caller,
    @Param('agent_id', agentId) id: string,
    @Body({ schema: updateAgent }) changes: UpdateAgent,
  ) {
    return this.agents.update(caller, id, changes);
  }

  @Delete(':agent_id')
  @HttpCode(204)
  @Requires('agent:read')
  @Audited('agent.removed', { successBy: 'service' })
  remove(@CurrentCaller() caller: Caller, @Param('agent_id', agentId) id: string) {
    return this.agents.remove(caller, id);
  }

  @Post(':agent_id/heartbeat')
  @HttpCode(200)
  @Requires('task:execute')
  @SerializeOptions({ schema: heartbeatAnswer })
  heartbeat(
    @CurrentCaller() caller: Caller,
    @Param('agent_id', agentId) id: string,
    @Body({ schema: agentHeartbeat }) beat: AgentHeartbeat,
  ) {
    return this.agents.heartbeat(caller, id, beat);
  }

  /** For whoever registered the agent and has lost its token. */
  @Post(':agent_id/token')
  @HttpCode(200)
  @Requires('agent:read')
  @Limited(...registering)
  @Audited('agent.updated', { successBy: 'service' })
  @SerializeOptions({ schema: registeredAgent })
  renewToken(@CurrentCaller() caller: Caller, @Param('agent_id', agentId) id: string) {
    return this.agents.renewToken(caller, id);
  }
}
