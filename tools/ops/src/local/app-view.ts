import type { AppHealth } from '../probe/read-health.js';

/** One process of the local stack, as somebody looks at it from outside. */
export interface AppView {
  readonly name: string;
  readonly pid: number;
  readonly ports: readonly number[];
  readonly memoryMegabytes: number;
  readonly health: AppHealth;
  /** Parts that are not healthy. */
  readonly ailing: readonly string[];
}
