import type { ServerEvent, ServerPayload } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

/** Whoever is at the other end of a connection, whichever protocol it speaks. */
export interface Peer {
  readonly id: string;
  readonly caller: Caller;
  readonly address: string | undefined;
  join(room: string): void;
  leave(room: string): void;
  send<E extends ServerEvent>(event: E, payload: ServerPayload<E>): void;
  /** Resolves when the other end has acknowledged. */
  request<E extends ServerEvent>(event: E, payload: ServerPayload<E>, timeoutMilliseconds: number): Promise<void>;
  /** Says why, then hangs up. */
  close(code: string, message: string): void;
}
