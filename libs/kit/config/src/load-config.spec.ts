import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { ConfigInvalid } from './config-invalid.error.js';
import { fields } from './fields.js';
import { loadConfig } from './load-config.js';
import { profileSchema } from './profile.js';

const schema = z.strictObject({
  CAREGATE_PROFILE: fields.profile(),
  PORT: fields.port(8080),
  COOKIE_SECRET: fields.secret({ bytesMin: 32 }),
  SEALING_KEY: fields.secretOutsideDev({ bytesMin: 32 }),
});

const strong = () => randomBytes(32).toString('base64');
const production = () => ({ CAREGATE_PROFILE: 'production', COOKIE_SECRET: strong(), SEALING_KEY: strong() });

function refusalOf(environment: Record<string, string | undefined>, of: z.ZodType = schema): ConfigInvalid {
  try {
    loadConfig(of, environment);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

function problemsOf(environment: Record<string, string | undefined>, of?: z.ZodType): Record<string, string> {
  return Object.fromEntries(refusalOf(environment, of).problems.map(({ variable, problem }) => [variable, problem]));
}

describe('loading a configuration', () => {
  it('tells of the variable that is wrong when a check across variables breaks on it', () => {
    const linked = z
      .object({ PUBLIC_URL: fields.url(), HOME_URL: fields.url() })
      .refine(({ PUBLIC_URL, HOME_URL }) => new URL(HOME_URL).origin === new URL(PUBLIC_URL).origin, 'must be of one');
    const home = { HOME_URL: 'https://care.example/home' };
    expect(problemsOf({ ...home, PUBLIC_URL: 'care.example' }, linked)).toEqual({
      PUBLIC_URL: 'must be an absolute URL that begins with http:// or https://',
    });
    expect(loadConfig(linked, { ...home, PUBLIC_URL: 'https://care.example' })).toMatchObject(home);
  });

  it('hides no fault of a check itself', () => {
    const broken = z.object({ HOST: fields.host('h') }).refine(() => {
      throw new RangeError('a fault');
    });
    expect(() => loadConfig(broken, {})).toThrow(RangeError);
  });

  it('gives the typed value, defaults filled in', () => {
    const COOKIE_SECRET = strong();
    expect(loadConfig(schema, { CAREGATE_PROFILE: 'dev', COOKIE_SECRET })).toEqual({
      CAREGATE_PROFILE: 'dev',
      PORT: 8080,
      COOKIE_SECRET,
    });
  });

  it('reads the environment of the process when none is given', () => {
    expect(loadConfig(z.object({ PATH: z.string() })).PATH).toBe(process.env['PATH']);
  });

  it('lets an app name its settings in its own words by a transform', () => {
    const named = z.object({ PORT: fields.port(1) }).transform(({ PORT }) => ({ listen: { port: PORT } }));
    expect(loadConfig(named, { PORT: '7777' })).toEqual({ listen: { port: 7777 } });
  });

  it('names every variable that is wrong, not only the first', () => {
    expect(problemsOf({ CAREGATE_PROFILE: 'dev', PORT: 'eighty' })).toEqual({
      PORT: 'must be a whole number from 0 to 65535',
      COOKIE_SECRET: 'is missing; set it, or COOKIE_SECRET_FILE to the path of a file that holds it',
    });
  });

  it('counts an empty variable as not set, as Compose cannot leave one out', () => {
    expect(loadConfig(schema, { ...production(), PORT: '' }).PORT).toBe(8080);
  });

  it('reports what the app checks across fields', () => {
    const both = z
      .object({ FROM: fields.port(2), TO: fields.port(1) })
      .refine(({ FROM, TO }) => FROM < TO, { path: ['TO'], error: 'must be above FROM' });
    expect(problemsOf({ FROM: '20', TO: '10' }, both)).toEqual({ TO: 'must be above FROM' });
  });

  it('says where in a structured value the fault is', () => {
    const provider = z.string().transform((text): unknown => JSON.parse(text));
    const providers = z.object({ PROVIDERS: provider.pipe(z.array(z.object({ issuer: z.url('must be a URL') }))) });
    expect(problemsOf({ PROVIDERS: '[{"issuer":"example"}]' }, providers)).toEqual({
      PROVIDERS: 'at 0.issuer: must be a URL',
    });
  });

  it('names the whole when no single variable is at fault', () => {
    const whole = z.object({ A: z.string() }).refine(() => false, 'does not fit together');
    expect(problemsOf({ A: 'a' }, whole)).toEqual({ configuration: 'does not fit together' });
  });

  it('prints as one sentence per variable', () => {
    expect(`${refusalOf({ ...production(), PORT: '-1' })}`).toBe(
      'ConfigInvalid: The configuration is not usable:\n  PORT: must be a whole number from 0 to 65535',
    );
  });

  it('refuses a schema whose keys are not names of variables', () => {
    expect(() => loadConfig(z.object({ databaseUrl: z.string() }), {})).toThrow('"databaseUrl" is not the name');
  });

  it('refuses a schema that gives a secret a default', () => {
    const careless = z.object({ KEY: fields.secret({ bytesMin: 32 }).default('x') });
    expect(() => loadConfig(careless, {})).toThrow('KEY is a secret, so it must not have a default.');
  });

  it('refuses a schema in which a variable and its file form mean two things', () => {
    const twins = z.object({ ANCHOR: z.string(), ANCHOR_FILE: z.string() });
    expect(() => loadConfig(twins, {})).toThrow('ANCHOR_FILE is how ANCHOR is read from a file');
  });
});

describe('a variable from a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function fileWith(text: string | Buffer): string {
    const file = path.join(folder, randomBytes(8).toString('hex'));
    writeFileSync(file, text);
    return file;
  }

  it.each([
    ['no newline', ''],
    ['a newline', '\n'],
    ['a newline of Windows', '\r\n'],
  ])('is read when it ends in %s', (_case, ending) => {
    const { COOKIE_SECRET, ...rest } = production();
    const environment = { ...rest, COOKIE_SECRET_FILE: fileWith(`${COOKIE_SECRET}${ending}`) };
    expect(loadConfig(schema, environment).COOKIE_SECRET).toBe(COOKIE_SECRET);
  });

  it('is read without the byte order mark that an editor has put before it', () => {
    const { COOKIE_SECRET, ...rest } = production();
    const environment = { ...rest, COOKIE_SECRET_FILE: fileWith(`\uFEFF${COOKIE_SECRET}\r\n`) };
    expect(loadConfig(schema, environment).COOKIE_SECRET).toBe(COOKIE_SECRET);
  });

  it('keeps blanks and inner lines, which belong to keys and certificates', () => {
    const pem = z.object({ KEY: z.string() });
    expect(loadConfig(pem, { KEY_FILE: fileWith(' one\ntwo \n') }).KEY).toBe(' one\ntwo ');
  });

  it('works for a variable that is no secret', () => {
    expect(loadConfig(schema, { ...production(), PORT_FILE: fileWith('9000\n') }).PORT).toBe(9000);
  });

  it('may hold the profile too', () => {
    const { CAREGATE_PROFILE: _, ...rest } = production();
    const environment = { ...rest, COOKIE_SECRET: 'short', CAREGATE_PROFILE_FILE: fileWith('dev\n') };
    expect(loadConfig(schema, environment).CAREGATE_PROFILE).toBe('dev');
  });

  it('is refused beside the variable itself, as nobody could tell which one counts', () => {
    const environment = { ...production(), COOKIE_SECRET_FILE: fileWith(strong()) };
    expect(problemsOf(environment)).toEqual({
      COOKIE_SECRET: 'is set twice, by itself and by COOKIE_SECRET_FILE; keep one',
    });
  });

  it.each([
    ['does not exist', () => path.join(folder, 'absent'), 'COOKIE_SECRET_FILE names a file that does not exist'],
    ['is a folder', () => folder, 'COOKIE_SECRET_FILE names a folder; a file is needed'],
    ['is empty', () => fileWith('\n'), 'COOKIE_SECRET_FILE names an empty file'],
    ['holds a byte order mark only', () => fileWith('\uFEFF\r\n'), 'COOKIE_SECRET_FILE names an empty file'],
    ['never ends', () => '/dev/zero', 'COOKIE_SECRET_FILE names a file that is too large'],
    [
      'holds bytes that are no text',
      () => fileWith(Buffer.from([0xff, 0x00, 0xc3])),
      'COOKIE_SECRET_FILE names a file that is no text in UTF-8',
    ],
    [
      'is in UTF-16, as an editor of Windows writes it',
      () => fileWith(Buffer.from(strong(), 'utf16le')),
      'COOKIE_SECRET_FILE names a file that is no text in UTF-8',
    ],
    [
      'is no secret by its size',
      () => fileWith('x'.repeat(70_000)),
      'COOKIE_SECRET_FILE names a file that is too large',
    ],
    [
      'has a name no system takes',
      () => 'a\0b',
      'COOKIE_SECRET_FILE names a file that cannot be read (ERR_INVALID_ARG_VALUE)',
    ],
  ])('is refused when it %s', (_case, file, problem) => {
    const { COOKIE_SECRET: _, ...rest } = production();
    expect(problemsOf({ ...rest, COOKIE_SECRET_FILE: file() })).toEqual({ COOKIE_SECRET: problem });
  });

  it('is not named by its path, because a secret may have been put there by mistake', () => {
    const secret = strong();
    expect(refusalOf({ SEALING_KEY: strong(), COOKIE_SECRET_FILE: secret }).message).not.toContain(secret);
  });
});

describe('profiles', () => {
  it('are strict when none is named', () => {
    expect(problemsOf({ COOKIE_SECRET: 'short', SEALING_KEY: strong() })).toEqual({
      COOKIE_SECRET: expect.stringContaining('at most 3 bytes of randomness, and 32 are needed'),
    });
  });

  it.each(['staging', 'production'])('refuse a secret that only dev can do without in %s', (CAREGATE_PROFILE) => {
    expect(problemsOf({ ...production(), CAREGATE_PROFILE, SEALING_KEY: undefined })).toEqual({
      SEALING_KEY: 'is missing; set it, or SEALING_KEY_FILE to the path of a file that holds it',
    });
  });

  it('let dev use a weak secret', () => {
    expect(loadConfig(schema, { CAREGATE_PROFILE: 'dev', COOKIE_SECRET: 'secret' }).COOKIE_SECRET).toBe('secret');
  });

  it('never let dev do without a secret that every profile needs', () => {
    expect(problemsOf({ CAREGATE_PROFILE: 'dev' })).toHaveProperty('COOKIE_SECRET');
  });

  it('leave an optional secret optional in production, but not weak', () => {
    const optional = z.object({ REDIS_URL: fields.redisUrl().optional() });
    expect(loadConfig(optional, {})).toEqual({});
    expect(problemsOf({ REDIS_URL: 'redis://:changeme@cache:6379' }, optional)).toHaveProperty('REDIS_URL');
  });

  it.each([
    ['as it is read, not as it is escaped', 'p%61ssword-of-the-night', 'a word that is tried first'],
    ['as it stands when it is not escaped at all', '100%-100%-100%-100%-', 'follows a pattern'],
  ])('measure the password in a URL %s', (_case, password, weakness) => {
    const database = z.object({ DATABASE_URL: fields.databaseUrl() });
    const environment = { DATABASE_URL: `postgres://u:${password}@db/caregate` };
    expect(problemsOf(environment, database)['DATABASE_URL']).toContain(weakness);
  });

  it('let a database be reached without a password, as by certificate', () => {
    const DATABASE_URL = 'postgres://caregate_auth@db/caregate';
    expect(loadConfig(z.object({ DATABASE_URL: fields.databaseUrl() }), { DATABASE_URL })).toEqual({ DATABASE_URL });
  });

  it.each([schema, z.object({})])('are refused by their choices when misspelt', (of) => {
    expect(problemsOf({ ...production(), CAREGATE_PROFILE: 'prod' }, of)).toEqual({
      CAREGATE_PROFILE: `must be one of ${profileSchema.options.join(', ')}`,
    });
  });
});

describe('the words of a refusal', () => {
  it('never hold a value, whatever it is and whatever the author of the schema writes', () => {
    const indiscreet = z.object({
      LEVEL: z.string().refine(() => false, { error: ({ input }) => `"${String(input)}" is no level` }),
      TOKEN: fields.secret({ bytesMin: 64 }).refine(() => false, { error: ({ input }) => `${String(input)}?` }),
      PORT: fields.port(1),
      DATABASE_URL: fields.databaseUrl(),
    });
    const value = fc.string({ minLength: 12 }).filter((text) => !'is not acceptable'.includes(text));
    fc.assert(
      fc.property(value, value, value, value, (LEVEL, TOKEN, PORT, DATABASE_URL) => {
        const error = refusalOf({ LEVEL, TOKEN, PORT, DATABASE_URL }, indiscreet);
        const printed = [error.message, error.publicMessage, JSON.stringify(error), String(error.cause)].join('\n');
        expect(error.problems).toHaveLength(4);
        for (const text of [LEVEL, TOKEN, PORT, DATABASE_URL]) expect(printed).not.toContain(text);
      }),
      { numRuns: 300 },
    );
  });

  it('never hold the password of a database', () => {
    const databases = z.object({ DATABASE_URL: fields.databaseUrl() });
    const error = refusalOf({ DATABASE_URL: 'postgres://caregate_auth:hunter2@db/caregate' }, databases);
    expect(error.problems).toHaveLength(1);
    expect(error.message).not.toMatch(/hunter2|caregate_auth/u);
  });
});
