import type { Authorizer } from '@caregate/kit-access';
import type { AuditTrail } from '@caregate/kit-audit';
import { createLogger, currentContext, findContext, runInContext } from '@caregate/kit-http';
import type { RevocationView, TokenVerifier } from '@caregate/kit-jwt';
import type { AuditTrailPort } from './audit-trail.port.js';
import type { AuthorizerPort } from './authorizer.port.js';
import type { LoggerPort } from './logger.port.js';
import type { RequestContextPort } from './request-context.port.js';
import type { RevocationsPort } from './revocations.port.js';
import type { TokenVerifierPort } from './token-verifier.port.js';

/** Compiles while the classes of the kit fit the ports of the host. */
interface Collaborators {
  readonly verifier: TokenVerifier extends TokenVerifierPort ? true : never;
  readonly authorizer: Authorizer extends AuthorizerPort ? true : never;
  readonly audit: AuditTrail extends AuditTrailPort ? true : never;
  readonly revocations: RevocationView extends RevocationsPort ? true : never;
}

const fit: Collaborators = { verifier: true, authorizer: true, audit: true, revocations: true };

describe('the ports of the host', () => {
  it('fit what the kit has to put into them', () => {
    expect(Object.values(fit)).toEqual([true, true, true, true]);
  });

  it('fit the logger and the request context of the kit', () => {
    const logger: LoggerPort = createLogger({ service: 'spec', level: 'error', profile: 'dev' });
    const context: RequestContextPort = {
      current: () => ({ requestId: findContext()?.requestId ?? 'none' }),
      run: (facts, work) => runInContext(facts, work),
    };
    const inside = context.run({ requestId: 'request-1', transport: 'stdio' }, () => currentContext().requestId);
    expect([inside, context.current()?.requestId, typeof logger.info]).toEqual(['request-1', 'none', 'function']);
  });
});
