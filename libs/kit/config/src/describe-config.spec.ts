import { z } from 'zod';
import { describeConfig } from './describe-config.js';
import { fields } from './fields.js';

describe('the description of a configuration', () => {
  it('has a row for each variable, in the order of the schema', () => {
    const schema = z
      .strictObject({
        PORT: fields.port(8080).describe('Port of the public listener.'),
        ISSUER: fields.url().describe('Public address of this server.'),
        COOKIE_SECRET: fields.secret({ bytesMin: 32 }).describe('Signs cookies.'),
        REDIS_URL: fields.redisUrl().describe('Redis, when there is one.').optional(),
        ORIGINS: fields.list(['https://a.example', 'https://b.example']).describe('Origins that may call.'),
        TRACE: fields.flag(false).describe('Writes every step to the log.'),
      })
      .refine(() => true)
      .transform(({ PORT }) => ({ port: PORT }));
    expect(describeConfig(schema)).toEqual([
      {
        variable: 'PORT',
        required: false,
        default: '8080',
        secret: false,
        description: 'Port of the public listener.',
      },
      {
        variable: 'ISSUER',
        required: true,
        default: undefined,
        secret: false,
        description: 'Public address of this server.',
      },
      { variable: 'COOKIE_SECRET', required: true, default: undefined, secret: true, description: 'Signs cookies.' },
      {
        variable: 'REDIS_URL',
        required: false,
        default: undefined,
        secret: true,
        description: 'Redis, when there is one.',
      },
      {
        variable: 'ORIGINS',
        required: false,
        default: 'https://a.example,https://b.example',
        secret: false,
        description: 'Origins that may call.',
      },
      {
        variable: 'TRACE',
        required: false,
        default: 'false',
        secret: false,
        description: 'Writes every step to the log.',
      },
    ]);
  });

  it('calls a secret required that only dev can do without, and says so', () => {
    const schema = z.object({ KEY: fields.secretOutsideDev({ bytesMin: 32 }).describe('Seals keys at rest.') });
    expect(describeConfig(schema)).toEqual([
      expect.objectContaining({
        required: true,
        secret: true,
        description: 'Seals keys at rest. May be left out in the profile `dev`.',
      }),
    ]);
  });

  it('writes a structured default as JSON', () => {
    const routes = z.string().transform((text) => [{ path: text }]);
    const schema = z.object({ ROUTES: routes.default([{ path: '/' }]).describe('What is protected.') });
    expect(describeConfig(schema)).toMatchObject([{ default: '[{"path":"/"}]' }]);
  });

  it('knows the profile without words of the app', () => {
    expect(describeConfig(z.object({ CAREGATE_PROFILE: fields.profile() }))).toMatchObject([{ default: 'production' }]);
  });

  it('refuses a field that nobody described', () => {
    expect(() => describeConfig(z.object({ PORT: fields.port(1) }))).toThrow('PORT has no description');
  });

  it('refuses what is no object of variables', () => {
    expect(() => describeConfig(z.string())).toThrow('A configuration schema is a z.object of variables.');
  });
});
