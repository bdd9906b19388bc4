import type { SocketLimits } from '../websocket/socket.limits.js';

export interface HostLimits extends SocketLimits {
  readonly bodyBytesMax: number;
  /** WebSockets, and streams of version 1, of one person or, without a token, of one address. */
  readonly connectionsPerHolderMax: number;
  readonly callMilliseconds: number;
  /** How long a person may take to answer a question. */
  readonly answerMilliseconds: number;
  /** MCP sessions of 2025 over HTTP at most; only clients that can ask people get one. See `placeFor`. */
  readonly sessionsMax: number;
  /** Of one caller; another ends the one that has been left alone for longest. */
  readonly sessionsPerCallerMax: number;
  readonly sessionIdleMilliseconds: number;
  /** Of all sessions together: what is kept for clients that lost a stream. */
  readonly eventBytesMax: number;
  /** How long a call of a session goes on for a client that is gone, and may come back. */
  readonly resumeMilliseconds: number;
  /** How long an expired token may go unnoticed by an open connection. */
  readonly watchMilliseconds: number;
  /** How long a stopping host waits for the calls that are running. */
  readonly stopMilliseconds: number;
}

export const defaultLimits: HostLimits = {
  bodyBytesMax: 1024 * 1024,
  connectionsPerHolderMax: 5_000,
  frameBytesMax: 1024 * 1024,
  inFlightMax: 32,
  socketsMax: 10_000,
  heartbeatMilliseconds: 30_000,
  missedHeartbeatsMax: 2,
  callMilliseconds: 30_000,
  answerMilliseconds: 300_000,
  sessionsMax: 1_000,
  sessionsPerCallerMax: 100,
  sessionIdleMilliseconds: 1_800_000,
  eventBytesMax: 32 * 1024 * 1024,
  resumeMilliseconds: 30_000,
  watchMilliseconds: 1_000,
  stopMilliseconds: 5_000,
};
