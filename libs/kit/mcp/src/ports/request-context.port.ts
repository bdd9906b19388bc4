import type { Caller } from '@caregate/core-permissions';
import type { CallTransport } from '../tool/tool.context.js';

export interface RequestFacts {
  readonly requestId: string;
  readonly transport: CallTransport;
  readonly address?: string;
  readonly userAgent?: string;
  readonly caller?: Caller;
}

/** `currentContext` and `runInContext` of `libs/kit/http`, so that log lines of a tool carry its request id. */
export interface RequestContextPort {
  current(): { readonly requestId: string; readonly address?: string; readonly userAgent?: string } | undefined;
  run<T>(facts: RequestFacts, work: () => T): T;
}
