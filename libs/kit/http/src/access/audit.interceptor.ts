import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, concatMap, type Observable } from 'rxjs';
import { currentContext } from '../context/request-context.js';
import { foreseen } from '../problem/foreseen.js';
import { declarationOf } from './route-declaration.js';
import { handlerOf, RouteTrail, type RouteUse } from './route-trail.js';

/** Records the outcome of an audited route before its answer leaves; no record, no answer. `@Audited` puts it there. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(@Inject(RouteTrail) private readonly trail: RouteTrail) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const declaration = declarationOf(execution.getHandler());
    if (declaration.audit === undefined) return next.handle();
    const use = { declaration, handler: handlerOf(execution), patientId: currentContext().admission?.patientId };
    return next.handle().pipe(
      // Before `concatMap`, so that a success that cannot be recorded is not taken for a failure of the handler.
      catchError((thrown: unknown) => this.recordFailure(use, thrown)),
      concatMap((answer) => this.recordSuccess(use, answer)),
    );
  }

  private async recordSuccess(use: RouteUse, answer: unknown): Promise<unknown> {
    if (use.declaration.audit?.successBy === 'kit') await this.trail.succeeded(use);
    return answer;
  }

  private async recordFailure(use: RouteUse, thrown: unknown): Promise<never> {
    await this.trail.failed(use, foreseen(thrown));
    throw thrown;
  }
}
