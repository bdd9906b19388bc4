import { createHttpApp, createLogger, RateLimiter, routeTable } from '@caregate/kit-http';
import { AuthModule, type AuthServices } from '../auth.module.js';
import { limits } from './limits.js';

describe('the routes of the app', () => {
  it('are these, each of which says who may enter', async () => {
    const app = await createHttpApp(AuthModule.of({} as AuthServices), {
      adapter: 'express',
      service: 'auth',
      version: '0',
      logger: createLogger({ service: 'auth', level: 'silent' }),
      access: {
        verifier: { verify: () => Promise.reject(new Error('unused')), peek: () => undefined },
        authorizer: { decide: () => Promise.reject(new Error('unused')) },
      },
      audit: { record: () => Promise.resolve() },
      rateLimiter: new RateLimiter({ limits }),
    });
    await app.init();
    const doors = routeTable(app).map(({ method, path, access, audit }) => {
      const who = access.kind === 'requires' ? access.permission : access.kind;
      return [method, path, who, audit?.event].filter((part) => part !== undefined).join(' ');
    });
    await app.close();
    expect(doors.sort()).toEqual([
      'DELETE /access/relations/:id user:manage relation.changed',
      'DELETE /account/break-glass/:id break-glass:open break-glass.ended',
      'DELETE /account/grants/:id account:read consent.withdrawn',
      'DELETE /oauth-admin/clients/:id oauth-client:manage oauth.client.removed',
      'DELETE /oauth-admin/grants/:id oauth-client:manage consent.withdrawn',
      'DELETE /oauth-admin/tokens/:id oauth-client:manage token.revoked',
      'DELETE /users/:id user:manage user.deactivated',
      'GET / public',
      'GET /.well-known/caregate/assertion-keys public',
      'GET /.well-known/oauth-protected-resource public',
      'GET /access/break-glass break-glass:review break-glass.read',
      'GET /access/relations user:manage audit.read',
      'GET /account/access account:read account.read',
      'GET /account/break-glass break-glass:open break-glass.read',
      'GET /account/grants account:read grant.read',
      'GET /assets/style.css public',
      'GET /audit/action/:action audit:read audit.read',
      'GET /audit/events audit:read audit.read',
      'GET /audit/events/names audit:read',
      'GET /audit/logs audit:read audit.read',
      'GET /audit/user/:id audit:read audit.read',
      'GET /auth/:provider public',
      'GET /auth/:provider/callback public',
      'GET /auth/logout public',
      'GET /auth/providers public',
      'GET /auth/status public',
      'GET /device public',
      'GET /health public',
      'GET /interaction/:uid public',
      'GET /interaction/:uid/denied public',
      'GET /live public',
      'GET /login public',
      'GET /metrics public',
      'GET /oauth-admin/clients oauth-client:manage oauth.client.read',
      'GET /oauth-admin/clients/:id oauth-client:manage oauth.client.read',
      'GET /oauth-admin/grants oauth-client:manage grant.read',
      'GET /oauth-admin/stats oauth-client:manage oauth.client.read',
      'GET /oauth-admin/tokens oauth-client:manage grant.read',
      'GET /oauth-admin/tokens/:id oauth-client:manage grant.read',
      'GET /ready public',
      'GET /roles account:read',
      'GET /users user:manage user.read',
      'GET /users/:id user:manage user.read',
      'PATCH /users/:id user:manage user.updated',
      'POST /access/break-glass/:id/review break-glass:review break-glass.reviewed',
      'POST /access/relations user:manage relation.changed',
      'POST /access/revocations user:manage token.revoked',
      'POST /account/break-glass break-glass:open break-glass.opened',
      'POST /auth/:provider/callback public',
      'POST /auth/logout public',
      'POST /device public',
      'POST /interaction/:uid public',
      'POST /oauth-admin/clients oauth-client:manage oauth.client.registered',
      'POST /oauth-admin/purge oauth-client:manage oauth.purged',
      'POST /token/validate public',
      'POST /users user:manage user.provisioned',
      'PUT /users/:id user:manage user.updated',
    ]);
  });
});
