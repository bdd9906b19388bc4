import { randomUUID } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { Logger } from '@caregate/kit-http';
import type { ChildEnvironment } from '../proxied/child-environment.js';
import type { ProxiedServer } from '../proxied/proxied-server.config.js';
import { ChildServer } from '../supervision/child-server.js';
import { groupMemory } from '../supervision/group-memory.js';
import type { Watchdog } from '../supervision/watchdog.js';
import { Session, type SessionEnd } from './session.js';
import type { SessionLimits } from './session-limits.js';
import { sessionOwner } from './session-owner.js';

export interface SessionRegistryParts {
  readonly limits: SessionLimits;
  readonly environments: ReadonlyMap<string, ChildEnvironment>;
  readonly watchdog: Watchdog;
  readonly logger: Logger;
  /** A session counts as ended only once this is done. */
  readonly onEnd: (session: Session, because: SessionEnd) => Promise<void>;
  readonly clock?: () => number;
  readonly lookMilliseconds?: number;
}

/** All sessions of this process, and no more of them than allowed. */
export class SessionRegistry {
  private readonly sessions = new Map<string, Session>();
  private readonly timer: NodeJS.Timeout;
  private readonly clock: () => number;
  private stopping = false;

  constructor(private readonly parts: SessionRegistryParts) {
    this.clock = parts.clock ?? (() => performance.now());
    this.timer = setInterval(() => this.look(), parts.lookMilliseconds ?? 1_000).unref();
  }

  get all(): readonly Session[] {
    return [...this.sessions.values()];
  }

  /** Starts a process of the server for this caller. */
  async open(server: ProxiedServer, caller: Caller): Promise<Session> {
    await this.placeFor(sessionOwner(caller));
    const session = this.admit(server, caller);
    try {
      session.attach(await this.startFor(session));
    } catch (error) {
      this.sessions.delete(session.id);
      throw error;
    }
    return session;
  }

  /** Another caller's session, and a session of another server, are as unknown as one that never was. */
  find(id: string, server: ProxiedServer, caller: Caller): Session {
    const session = this.sessions.get(id);
    if (session === undefined || session.server !== server || session.owner !== sessionOwner(caller))
      throw new DomainError('bridge.session.unknown');
    return session;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await Promise.all(this.all.map((session) => session.end('stopping')));
  }

  /** What is ending holds its place until its last process is gone: who opens a session in place of one waits for that. */
  private async placeFor(owner: string): Promise<void> {
    while (this.isFull || this.isFullFor(owner)) {
      const inTheWay = this.isFullFor(owner) ? this.of(owner) : this.all;
      const ending = inTheWay.flatMap((session) => session.gone ?? []);
      if (ending.length === 0) return;
      await Promise.race(ending);
    }
  }

  private get isFull(): boolean {
    return this.sessions.size >= this.parts.limits.sessionsMax;
  }

  private isFullFor(owner: string): boolean {
    return this.of(owner).length >= this.parts.limits.sessionsPerCallerMax;
  }

  private of(owner: string): readonly Session[] {
    return this.all.filter((session) => session.owner === owner);
  }

  /** Takes its place before the process is started, so that a crowd cannot get in while one is being started. */
  private admit(server: ProxiedServer, caller: Caller): Session {
    if (this.stopping) throw new DomainError('service.stopping');
    const { limits, logger } = this.parts;
    const owner = sessionOwner(caller);
    if (this.isFull || this.isFullFor(owner))
      throw new DomainError('bridge.sessions.too_many', {
        detail: { own: this.of(owner).length, all: this.sessions.size },
      });
    const onEnd = (session: Session, because: SessionEnd) => this.ended(session, because);
    const session = new Session({ id: randomUUID(), server, caller, limits, logger, clock: this.clock, onEnd });
    this.sessions.set(session.id, session);
    return session;
  }

  private startFor(session: Session): Promise<ChildServer> {
    const { environments, watchdog, logger, limits } = this.parts;
    const environment = environments.get(session.server.name) ?? { variables: {}, secretValues: [] };
    return ChildServer.start({
      server: session.server,
      environment,
      watchdog,
      logger,
      messageBytesMax: limits.messageBytesMax,
      onMessage: (message) => session.fromServer(message),
      onEnd: (because) => void session.childEnded(because),
    });
  }

  private look(): void {
    const now = this.clock();
    for (const session of this.all) session.look(now);
    this.lookAtMemory();
  }

  private lookAtMemory(): void {
    const groups = new Set(this.all.flatMap(({ group }) => group ?? []));
    if (groups.size === 0) return;
    const bytes = groupMemory(groups);
    for (const session of this.all) {
      const used = session.group === undefined ? 0 : (bytes.get(session.group) ?? 0);
      if (used > session.server.memoryBytesMax) void session.childEnded('too much memory');
    }
  }

  private async ended(session: Session, because: SessionEnd): Promise<void> {
    if (!this.sessions.delete(session.id)) return;
    try {
      await this.parts.onEnd(session, because);
    } catch (err) {
      this.parts.logger.error({ err }, 'the end of a session could not be recorded');
    }
  }
}
