import type { AbstractHttpAdapter } from '@nestjs/core';
import type { ListedRoute } from '../access/route-list.js';
import type { AddressRanges } from '../context/address-ranges.js';
import type { ProblemAnswer } from '../problem/problem-answer.js';
import type { RequestObserver } from './request-observer.js';

export interface HttpAdapterOptions {
  readonly observer: RequestObserver;
  readonly problems: ProblemAnswer;
  readonly proxies: AddressRanges;
  readonly bodyBytesMax: number;
}

/** One of the two frameworks, with our observer around it. */
export interface HttpAdapter {
  readonly adapter: AbstractHttpAdapter;
  readonly routes: () => readonly ListedRoute[];
}
