import { Controller, Get, Module, Post } from '@nestjs/common';
import { givenApp } from '../testing/given-app.fixture.js';
import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { createLogger } from '../logging/logger.js';
import { createHttpApp } from '../server/create-http-app.js';
import type { HttpAppOptions } from '../server/http-app-options.js';
import { Limited } from '../rate-limit/limited.decorator.js';
import type { Door } from './access.guard.js';
import { Audited } from './audited.decorator.js';
import { Public } from './public.decorator.js';
import { Requires } from './requires.decorator.js';
import { routeTable } from './route-table.js';

describe.each(['fastify', 'express'] as const)('the route table on %s', (adapter) => {
  it('lists every route with what it declares, and what it does not', async () => {
    const { app } = await givenApp(adapter);
    await app.init();
    const rows = routeTable(app);
    expect(rows.map(({ method, path, access }) => `${method} ${path} ${access.kind}`)).toEqual([
      'GET /admin requires',
      'GET /forgotten undeclared',
      'GET /forgotten/:id undeclared',
      'GET /health public',
      'GET /leaflets public',
      'GET /leaflets/drafts requires',
      'GET /leaflets/one public',
      'GET /live public',
      'GET /metrics public',
      'GET /open public',
      'GET /page public',
      'GET /patients/:patientId/broken requires',
      'POST /patients/:patientId/notes requires',
      'GET /patients/:patientId/summary requires',
      'GET /providers requires',
      'GET /ready public',
      'GET /throws/:code public',
    ]);
    expect(rows.find(({ path }) => path === '/patients/:patientId/summary')).toEqual({
      method: 'GET',
      path: '/patients/:patientId/summary',
      handler: 'WardController.summary',
      access: { kind: 'requires', permission: 'patient:read', patientParam: 'patientId' },
      audit: { event: 'patient.read', successBy: 'kit' },
    });
    expect(rows.find(({ path }) => path === '/providers')).toMatchObject({ limits: ['perClient'] });
    await app.close();
  });

  it('also lists what somebody gave to the router past the guards', async () => {
    const { app } = await givenApp(adapter);
    app
      .getHttpAdapter()
      .getInstance()
      .get('/smuggled', () => 'x');
    await app.init();
    expect(routeTable(app)).toContainEqual(
      expect.objectContaining({ path: '/smuggled', access: { kind: 'undeclared' } }),
    );
    await app.close();
  });

  it('warns of routes that declare nothing', async () => {
    const { app, log } = await givenApp(adapter);
    await app.init();
    const warnings = log.parsed().filter(({ level }) => level === 'warn');
    expect(warnings.map(({ route }) => route)).toEqual(['GET /forgotten', 'GET /forgotten/:id']);
    await app.close();
  });
});

@Controller()
class NeedsAccess {
  @Get('a')
  @Requires('user:manage')
  a() {
    return 'a';
  }
}

@Controller()
class NeedsAudit {
  @Post('a')
  @Public()
  @Audited('login.succeeded')
  a() {
    return 'a';
  }
}

@Controller()
class NeedsLimit {
  @Get('a')
  @Public()
  @Limited('nobody-defined-it')
  a() {
    return 'a';
  }
}

describe('an app that could not keep what its routes promise', () => {
  it.each([
    ['who may decide', NeedsAccess, {}, 'GET /a needs the option "access".'],
    ['a trail for refusals', NeedsAccess, { access: {} as Door }, 'GET /a needs "audit".'],
    ['an audit trail', NeedsAudit, {}, 'POST /a needs "audit".'],
    ['a rate limiter', NeedsLimit, {}, 'GET /a needs the option "rateLimiter".'],
  ])('does not start without %s', async (_case, controller, given, sentence) => {
    @Module({ controllers: [controller] })
    class Bare {}
    const logger = createLogger({ service: 's', destination: recordedLines() });
    const options: HttpAppOptions = { adapter: 'fastify', service: 's', version: '1', logger, ...given };
    const app = await createHttpApp(Bare, options);
    await expect(app.init()).rejects.toThrow(sentence);
    await app.close();
  });
});
