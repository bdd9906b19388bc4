/** What one socket may cost. */
export interface SocketLimits {
  /** Of one frame. */
  readonly frameBytesMax: number;
  /** Requests of one socket that may be under way; the socket is not read while there are as many. */
  readonly inFlightMax: number;
  readonly socketsMax: number;
  readonly heartbeatMilliseconds: number;
  /** Heartbeats in a row that a peer may leave unanswered. */
  readonly missedHeartbeatsMax: number;
}
