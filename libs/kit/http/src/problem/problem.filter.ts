import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { takeResponse, type AnyResponse } from '../server/raw.js';
import type { ProblemAnswer } from './problem-answer.js';

/** The adapter of errors for HTTP: whatever is thrown anywhere leaves as a problem. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly problems: ProblemAnswer) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.problems.give(thrown, takeResponse(host.switchToHttp().getResponse<AnyResponse>()));
  }
}
