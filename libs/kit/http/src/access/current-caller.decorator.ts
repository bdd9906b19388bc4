import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { createParamDecorator } from '@nestjs/common';
import { findContext } from '../context/request-context.js';

/** Who calls, as the verified token says. A public route has none, so asking there is refused. */
export const CurrentCaller = createParamDecorator((): Caller => {
  const caller = findContext()?.caller;
  if (caller === undefined) throw new DomainError('token.absent');
  return caller;
});
