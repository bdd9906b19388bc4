export interface SessionLimits {
  readonly sessionsMax: number;
  readonly sessionsPerCallerMax: number;
  /** Requests of one session that may wait for an answer at the same time. */
  readonly requestsMax: number;
  /** Events of one session that a client that lost its stream can have again. */
  readonly eventsMax: number;
  readonly messageBytesMax: number;
  readonly idleMilliseconds: number;
  readonly requestMilliseconds: number;
}
