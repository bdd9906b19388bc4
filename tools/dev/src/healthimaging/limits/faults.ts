import { setTimeout } from 'node:timers/promises';
import type { OperationName } from '../operations/operation.js';
import { AwsError } from '../wire/aws-error.js';

/** Something that goes wrong on purpose, for the next so many requests of one operation. */
export interface Fault {
  readonly operation: OperationName;
  readonly times: number;
  readonly kind: 'late' | 'broken' | 'truncated';
  /** How late. */
  readonly milliseconds?: number;
}

/** Plays faults in the order in which they were given. */
export class Faults {
  private readonly left: { readonly fault: Fault; times: number }[] = [];

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.inject(fault);
  }

  inject(fault: Fault): void {
    this.left.push({ fault, times: fault.times });
  }

  /** Whether the answer is to be cut off; waits or throws where the fault says so. */
  async play(operation: OperationName): Promise<boolean> {
    const next = this.left.find(({ fault, times }) => fault.operation === operation && times > 0);
    if (next === undefined) return false;
    next.times -= 1;
    if (next.fault.kind === 'late') await setTimeout(next.fault.milliseconds ?? 0);
    if (next.fault.kind === 'broken') throw new AwsError('InternalServerException', 'An internal error occurred.');
    return next.fault.kind === 'truncated';
  }
}
