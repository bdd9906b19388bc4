import { z } from 'zod';
import { fields } from './fields.js';

describe.each([
  [
    'port',
    fields.port(8080),
    { '7777': 7777, '0': 0, '65535': 65_535 },
    ['65536', '-1', '80.5', '0x50', '8o', ' 80', '1e3'],
  ],
  ['count', fields.count(10, { min: 1, max: 50 }), { '1': 1, '50': 50 }, ['0', '51', 'ten']],
  ['seconds', fields.seconds(60, { min: 5, max: 300 }), { '5': 5, '300': 300 }, ['4', '301', '5m']],
  [
    'flag',
    fields.flag(false),
    { true: true, '1': true, yes: true, ON: true, false: false, '0': false, no: false, off: false },
    ['maybe', '2'],
  ],
  [
    'host',
    fields.host('127.0.0.1'),
    {
      '0.0.0.0': '0.0.0.0',
      'db-1.clinic.example': 'db-1.clinic.example',
      '::1': '::1',
      '::ffff:10.0.0.1': '::ffff:10.0.0.1',
    },
    ['h'.repeat(254), 'http://host', 'host:80', '-host', 'a b', '10.0.0.0/8'],
  ],
  ['list', fields.list(), { 'a, b,,c ': ['a', 'b', 'c'], a: ['a'] }, []],
  [
    'networks',
    fields.networks([]),
    { '10.0.0.0/8, ::1': ['10.0.0.0/8', '::1'], '172.30.10.2/32': ['172.30.10.2/32'], '::1/128': ['::1/128'] },
    [
      'anything',
      '10.0.0.0/8, anything',
      '10.0.0.0/33',
      '10.0.0.0/8/8',
      '10.0.0/8',
      '10.0.0.0/',
      '::/129',
      '10.0.0.0/-1',
      'a.example/8',
    ],
  ],
  [
    'origins',
    fields.origins(),
    {
      'https://ris.example, http://[::1]:8088': ['https://ris.example', 'http://[::1]:8088'],
      'vscode-webview://extension': ['vscode-webview://extension'],
    },
    [
      'anything',
      'https://ris.example, *',
      '*',
      'null',
      'ris.example',
      'https://ris.example/',
      'https://RIS.example',
      'https://a@ris.example',
      'x:y',
    ],
  ],
  [
    'database urls',
    fields.databaseUrls(),
    { 'postgres://a:b@one/ehr,postgresql://two/ehr': ['postgres://a:b@one/ehr', 'postgresql://two/ehr'] },
    ['one', 'https://one/ehr', 'postgres://one/ehr,mysql://two/ehr'],
  ],
  [
    'url',
    fields.url(),
    { 'https://care.example/auth': 'https://care.example/auth', 'http://127.0.0.1:8080': 'http://127.0.0.1:8080' },
    [
      'care.example',
      '/auth',
      'ftp://care.example',
      'javascript:alert(1)',
      'https://user@care.example',
      'https://user:pass@care.example',
      ' https://care.example',
      'https://care.example\n',
      'https://ca\nre.example',
      '\uFEFFhttps://care.example',
    ],
  ],
  [
    'url of a socket',
    fields.url({ protocols: ['ws', 'wss'] }),
    { 'wss://care.example': 'wss://care.example' },
    ['https://care.example'],
  ],
  [
    'databaseUrl',
    fields.databaseUrl(),
    {
      'postgres://u:p@db:5432/caregate': 'postgres://u:p@db:5432/caregate',
      'postgresql:///caregate?host=/run/postgresql': 'postgresql:///caregate?host=/run/postgresql',
    },
    ['mysql://u:p@db/caregate', 'db:5432', 'caregate'],
  ],
  [
    'redisUrl',
    fields.redisUrl(),
    { 'redis://cache:6379/0': 'redis://cache:6379/0', 'rediss://:p@cache': 'rediss://:p@cache' },
    [
      'cache:6379',
      'http://cache',
      'redis://cache ',
      'redis://cache/care',
      'redis://cache/0/1',
      'redis://a,b',
      'redis://a:26379,b:26379/0',
      'redis-sentinel://a:26379/care',
    ],
  ],
] as const)('a %s', (_name, field: z.ZodType, accepted, refused) => {
  it.each(Object.entries(accepted))('takes %s', (text, value) => {
    expect(field.parse(text)).toEqual(value);
  });

  if (refused.length > 0) {
    it.each(refused)('refuses %s', (text) => {
      expect(field.safeParse(text).success).toBe(false);
    });
  }
});

describe('a list', () => {
  it('is a fresh one for each reader', () => {
    const field = fields.list(['a']);
    field.parse(undefined).push('b');
    expect(field.parse(undefined)).toEqual(['a']);
  });
});
