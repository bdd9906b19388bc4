import { RequestInvalid } from '@caregate/kit-http';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';

/** What can be read but does not hold is 422 here, as clients of the gateway before this one know it (feature U01). */
@Injectable()
export class InvalidUserInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        throw error instanceof RequestInvalid ? new RequestInvalid(error.issues, 'user.invalid') : error;
      }),
    );
  }
}
