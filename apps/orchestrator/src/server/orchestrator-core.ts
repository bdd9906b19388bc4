import { AddressRanges, type Logger, type RateLimiter } from '@caregate/kit-http';
import { AgentsService } from '../agents/agents.service.js';
import type { OrchestratorConfig } from '../config.js';
import { DiscoveryService } from '../discovery/discovery.service.js';
import { Dispatcher } from '../dispatch/dispatcher.js';
import { LocalAgents, type Assignment } from '../dispatch/local-agents.js';
import { Deliveries } from '../dispatch/deliveries.js';
import { ShortWay } from '../dispatch/short-way.js';
import { Sweeper } from '../dispatch/sweeper.js';
import { openEngine } from '../engine/open-engine.js';
import type { TaskEngine } from '../engine/task-engine.port.js';
import { PipelineChanges } from '../pipelines/pipeline-changes.js';
import { PipelinesRepository } from '../pipelines/pipelines.repository.js';
import { PipelinesService } from '../pipelines/pipelines.service.js';
import { AgentSessions } from '../sockets/agent-sessions.js';
import { CatchUp } from '../sockets/catch-up.js';
import { openFanOut } from '../sockets/fan-out.js';
import { PeerEvents } from '../sockets/peer-events.js';
import { PeerWatch } from '../sockets/peer-watch.js';
import { SocketDoor } from '../sockets/socket-door.js';
import { SocketServer } from '../sockets/socket-server.js';
import { Subscriptions } from '../sockets/subscriptions.js';
import { TaskBatches } from '../tasks/task-batches.js';
import { TaskChanges } from '../tasks/task-changes.js';
import { TasksRepository } from '../tasks/tasks.repository.js';
import { TasksService } from '../tasks/tasks.service.js';
import { Works } from '../work/works.js';
import { openLimiter } from './limiter.js';
import { openDoors, type OrchestratorDoors } from './orchestrator-doors.js';
import type { OrchestratorServices } from './orchestrator.module.js';

const SILENT_BEATS = 3;

export interface OrchestratorCore {
  readonly doors: OrchestratorDoors;
  readonly services: OrchestratorServices;
  readonly engine: TaskEngine;
  readonly local: LocalAgents;
  readonly watch: PeerWatch;
  readonly limiter: RateLimiter;
  /** Opens the port of the sockets, and begins to look after tasks. */
  begin(): Promise<{ readonly wsPort: number }>;
  stop(): Promise<void>;
}

export async function startCore(config: OrchestratorConfig, logger: Logger): Promise<OrchestratorCore> {
  const doors = await openDoors(config, logger);
  const backends = { databaseUrl: config.DATABASE_URL, redisUrl: config.REDIS_URL, logger };
  const engine = await openEngine(backends);
  const { dataSource, audit, verifier, revocations } = doors;
  const allowedOrigins = [new URL(config.PUBLIC_URL).origin, ...config.ALLOWED_ORIGINS];
  const fanOut = openFanOut(backends);
  const { limiter, close: closeLimiter } = await openLimiter(config);
  const door = new SocketDoor({ verifier, audit, limiter, proxies: new AddressRanges(config.TRUSTED_PROXIES), logger });
  const sockets = new SocketServer({ door, allowedOrigins, fanOut, logger });
  const shortWay = new ShortWay(engine);
  const works = new Works({ dataSource, audit, engine: shortWay, news: sockets, logger });
  const parts = assemble({ config, doors, engine, limiter, sockets, works, logger });
  shortWay.to(parts.dispatcher);
  const watch = new PeerWatch(revocations);
  return {
    doors,
    services: parts.services,
    engine,
    local: parts.local,
    watch,
    limiter,
    begin: async () => {
      const { sessions, events, deliveries } = parts;
      const wsPort = await sockets.listen(config.WS_PORT, config.HOST, { sessions, events, watch, deliveries });
      // Twice in a heartbeat at least, or its breaks would look as if the database had been away.
      parts.sweeper.start(Math.min(config.SWEEP_SECONDS, config.HEARTBEAT_SECONDS / 2) * 1000);
      parts.catchUp.start(config.SWEEP_SECONDS * 1000);
      return { wsPort };
    },
    stop: async () => {
      await Promise.all([parts.sweeper.stop(), parts.catchUp.stop()]);
      // The engine first: a lane that waits for a ticket ends with it.
      await Promise.all([engine.close(), parts.dispatcher.stop()]);
      await sockets.close();
      closeLimiter();
      await doors.stop();
    },
  };
}

interface Ingredients {
  readonly config: OrchestratorConfig;
  readonly doors: OrchestratorDoors;
  readonly engine: TaskEngine;
  readonly limiter: RateLimiter;
  readonly sockets: SocketServer;
  readonly works: Works;
  readonly logger: Logger;
}

function assemble({ config, doors, engine, limiter, sockets, works, logger }: Ingredients) {
  const { dataSource, audit, agents: repository } = doors;
  const { LEASE_SECONDS: leaseSeconds, HEARTBEAT_SECONDS: heartbeatSeconds } = config;
  const pipelineChanges = new PipelineChanges();
  const changes = new TaskChanges(pipelineChanges);
  const local = new LocalAgents();
  const batches = new TaskBatches(works, pipelineChanges, leaseSeconds);
  const deliverElsewhere = (assignment: Assignment) => sockets.deliverElsewhere(assignment);
  const deliveries = new Deliveries({ works, changes, agents: local, deliverElsewhere, logger });
  const assign = batches.assign.bind(batches);
  const dispatcher = new Dispatcher({ engine, assign, agents: local, deliveries, leaseSeconds, logger });
  const tasksRepository = new TasksRepository(dataSource);
  const pipelinesRepository = new PipelinesRepository(dataSource);
  const tasks = new TasksService({ works, tasks: tasksRepository, changes, batches, dispatcher, audit, leaseSeconds });
  const expel = (agentId: string) => sockets.expel(agentId);
  const agents = new AgentsService({ works, agents: repository, changes, expel, heartbeatSeconds, leaseSeconds });
  const ackMilliseconds = config.ACK_SECONDS * 1000;
  const sessions = new AgentSessions({
    works,
    agents,
    local,
    dispatcher,
    heartbeatSeconds,
    leaseSeconds,
    ackMilliseconds,
  });
  const subscriptions = new Subscriptions(tasksRepository, pipelinesRepository, sockets.open);
  const silenceSeconds = heartbeatSeconds * SILENT_BEATS;
  const ticketSeconds = config.SWEEP_SECONDS * 2;
  return {
    local,
    dispatcher,
    deliveries,
    sessions,
    events: new PeerEvents({ sessions, agents, tasks, subscriptions, limiter, audit, logger }),
    catchUp: new CatchUp({ works, open: sockets.open, tell: (news) => sockets.tellHere(news), logger }),
    sweeper: new Sweeper({ dataSource, works, engine, changes, agents, logger, silenceSeconds, ticketSeconds }),
    services: {
      agents,
      tasks,
      pipelines: new PipelinesService(works, pipelinesRepository, pipelineChanges),
      discovery: new DiscoveryService(repository, { rest: config.PUBLIC_URL, websocket: config.PUBLIC_WS_URL ?? null }),
    },
  };
}
