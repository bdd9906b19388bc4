import type { ServerEvent, ServerPayload } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

/** Whoever is at the other end of a connection, whichever protocol it speaks. */
export interface Peer {
  readonly id: string;
  readonly caller: Caller;
  readonly address: string | undefined;
  readonly roomCount: number;
  /** Of what was sent, as much as the other end leaves to us for it does not read. */
  readonly backlogBytes: number;
  join(room: string): void;
  leave(room: string): void;
  send<E extends ServerEvent>(event: E, payload: ServerPayload<E>): void;
  /** Resolves when the other end has acknowledged. */
  request<E extends ServerEvent>(event: E, payload: ServerPayload<E>, timeoutMilliseconds: number): Promise<void>;
  /** Says why, then hangs up. */
  close(code: string, message: string): void;
  /** Hangs up on somebody who would not hear why. */
  terminate(): void;
}
