import { BearerChallenge } from '../http/bearer.challenge.js';
import { CompletionCatalogue } from '../completion/completion.catalogue.js';
import { DirectLane } from '../http/direct/direct.lane.js';
import { DoorGuard } from '../http/threshold/door.guard.js';
import { HttpDoor } from '../http/http.door.js';
import { HttpGate } from '../http/http.gate.js';
import { FirstVersionDoor } from '../http/first-version/first-version.door.js';
import { FirstVersionStreams } from '../http/first-version/first-version.streams.js';
import { HttpThreshold } from '../http/threshold/http.threshold.js';
import { plainCallOf } from '../http/direct/plain.call.js';
import { protectedResourceMetadata } from '@caregate/core-contracts';
import { SdkLane } from '../http/sdk/sdk.lane.js';
import { SessionLane } from '../http/session/session.lane.js';
import { CallAudit } from '../pipeline/call.audit.js';
import { CallPipeline } from '../pipeline/call.pipeline.js';
import { PromptCatalogue } from '../prompt/prompt.catalogue.js';
import { ResourceCatalogue } from '../resource/resource.catalogue.js';
import { SdkServerFactory } from '../sdk/sdk-server.factory.js';
import { StdioDoor } from '../stdio/stdio.door.js';
import { ToolRegistry } from '../tool/tool.registry.js';
import { HeldPlaces } from '../watch/held.places.js';
import { TokenWatch } from '../watch/token.watch.js';
import { ViewCatalogue } from '../view/view.catalogue.js';
import { FrameLane } from '../websocket/frame.lane.js';
import { MemoryTickets } from '../websocket/memory.tickets.js';
import { TicketDoor } from '../websocket/ticket.door.js';
import { UpgradeTickets } from '../websocket/upgrade.tickets.js';
import { WsDoor } from '../websocket/ws.door.js';
import { defaultLimits, type HostLimits } from './host.limits.js';
import { McpHost } from './mcp-host.js';
import type { McpHostOptions } from './mcp-host.options.js';

/** Puts a set of tools behind all the doors of MCP. */
export function createMcpHost<S>(options: McpHostOptions<S>): McpHost {
  return assembleHost(options, plainCallOf);
}

/** `recognize` says which requests take the direct lane, `Servers` who builds the SDK's view of the host. */
export function assembleHost<S>(
  options: McpHostOptions<S>,
  recognize: typeof plainCallOf,
  Servers = SdkServerFactory,
): McpHost {
  const { resource, verifier, logger, metrics, requestContext, revocations, rates, firstVersion: notice } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const tools = new ToolRegistry(options.tools);
  const pipeline = pipelineOf(options, tools, limits);
  const offers = offersOf(options);
  const completing = pipelineOf(options, new ToolRegistry(offers.completions.tools), limits);
  const servers = new Servers(options, offers, limits);
  const challenge = new BearerChallenge(resource);
  const guard = new DoorGuard(options.allowedOrigins, options.allowedHosts);
  const clock = options.clock ?? (() => new Date());
  const shared = {
    pipeline,
    completing,
    servers,
    challenge,
    guard,
    watch: new TokenWatch({ revocations, clock, intervalMilliseconds: limits.watchMilliseconds }),
    verifier,
    logger,
    metrics,
    requestContext,
    limits,
    rates,
    recognize,
    places: new HeldPlaces(limits.connectionsPerHolderMax),
  };
  const threshold = new HttpThreshold({ ...shared, ...limits });
  const tickets = new UpgradeTickets(options.tickets ?? new MemoryTickets(clock), clock);
  const streams = notice && new FirstVersionStreams(shared.watch, shared.places);
  const firstVersion =
    notice && streams && new FirstVersionDoor({ ...shared, threshold, streams, notice, identity: options });
  const sdk = new SdkLane({ ...shared, ...limits });
  const sessions = new SessionLane({ ...shared, ...limits });
  return new McpHost({
    pipeline,
    sdk,
    sessions,
    watch: shared.watch,
    http: new HttpDoor({
      ...shared,
      threshold,
      firstVersion,
      sdk,
      sessions,
      gate: new HttpGate(pipeline),
      direct: new DirectLane(options),
    }),
    firstVersion: firstVersion && streams && { door: firstVersion, streams },
    tickets: new TicketDoor(threshold, tickets),
    websocket: new WsDoor({ ...shared, tickets, frames: new FrameLane(pipeline) }),
    stdio: new StdioDoor({ ...shared, ...limits }),
    metadata: protectedResourceMetadata(resource, options.name),
    stopMilliseconds: limits.stopMilliseconds,
  });
}

/** What the host has besides tools. */
function offersOf<S>({ resources, prompts, views, completions }: McpHostOptions<S>) {
  return {
    resources: new ResourceCatalogue(resources ?? []),
    prompts: new PromptCatalogue(prompts ?? []),
    views: new ViewCatalogue(views ?? []),
    completions: new CompletionCatalogue(completions ?? {}),
  };
}

function pipelineOf<S>(options: McpHostOptions<S>, tools: ToolRegistry<S>, limits: HostLimits): CallPipeline<S> {
  const { name, audit, metrics, requestContext } = options;
  return new CallPipeline({
    ...options,
    metrics,
    requestContext,
    tools,
    audit: new CallAudit(audit, name),
    callMilliseconds: limits.callMilliseconds,
  });
}
