import { DomainError, type ErrorCode } from '@caregate/core-errors';
import type { PipeTransform } from '@nestjs/common';
import { z } from 'zod';

/** What cannot be the name of anything of ours names nothing, and is answered as that. */
class PathParameter<T> implements PipeTransform<string, T> {
  constructor(
    private readonly schema: z.ZodType<T>,
    private readonly unknown: ErrorCode,
  ) {}

  transform(value: string): T {
    const parsed = this.schema.safeParse(value);
    if (!parsed.success) throw new DomainError(this.unknown);
    return parsed.data;
  }
}

export const agentId = new PathParameter(z.string().max(100), 'agent.not_found');
export const taskId = new PathParameter(z.uuid(), 'task.not_found');
export const pipelineId = new PathParameter(z.uuid(), 'pipeline.not_found');
export const stageNumber = new PathParameter(z.coerce.number().pipe(z.int32().min(1)), 'pipeline.stage.not_found');
