import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localFolder, type LocalFolder } from '../local/local-folder.js';
import { RecordedText } from '../testing/recorded-text.fixture.js';
import { logLevelOf } from './log-level.js';
import { printLogs, type LogsOptions } from './print-logs.js';

let folder: LocalFolder;
beforeEach(() => {
  folder = localFolder(mkdtempSync(path.join(tmpdir(), 'caregate-logs-')));
  mkdirSync(folder.logs);
});
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

const line = (second: number, level: string, msg: string, facts = {}) =>
  `${JSON.stringify({ level, time: `2026-11-21T10:00:0${second}.000Z`, service: 'auth', requestId: 'r-7', ...facts, msg })}\n`;

function print(options: Partial<LogsOptions> = {}) {
  const out = new RecordedText();
  const defaults = { folder, apps: [], level: 'info', lines: 50, json: false, colourful: false, out } as const;
  return { out, ...printLogs({ ...defaults, ...options }) };
}

const write = (app: string, text: string) => writeFileSync(path.join(folder.logs, `${app}.log`), text);

describe('the logs', () => {
  it('of all apps come in the order of their times, each line with its facts', () => {
    write('auth', line(1, 'info', 'ready', { port: 8080 }) + line(3, 'warn', 'slow'));
    write('ehr-mcp', line(2, 'info', 'ready', { service: 'ehr-mcp' }));
    expect(print().out.text).toBe(
      [
        '10:00:01.000 INFO  auth           ready port=8080 requestId=r-7',
        '10:00:02.000 INFO  ehr-mcp        ready requestId=r-7',
        '10:00:03.000 WARN  auth           slow requestId=r-7',
        '',
      ].join('\n'),
    );
  });

  it('are cut to an app, a level and a number of lines', () => {
    write('auth', line(1, 'error', 'first') + line(2, 'info', 'second') + line(3, 'error', 'third'));
    write('ehr-mcp', line(4, 'error', 'elsewhere'));
    const { text } = print({ apps: ['auth'], level: 'warn', lines: 1 }).out;
    expect(text).toContain('third');
    expect(text).not.toMatch(/first|second|elsewhere/);
  });

  it('go on where they ended, and wait for the rest of a half-written line', () => {
    write('auth', line(1, 'info', 'before'));
    const { out, more } = print();
    const later = line(2, 'info', 'after — später');
    // In the middle of the bytes of ä: a line is only read once it is whole.
    const cut = Buffer.from(later).indexOf('ä') + 1;
    appendFileSync(path.join(folder.logs, 'auth.log'), Buffer.from(later).subarray(0, cut));
    more();
    expect(out.text).not.toContain('after');
    appendFileSync(path.join(folder.logs, 'auth.log'), Buffer.from(later).subarray(cut));
    more();
    expect(out.text).toContain('after — später');
  });

  it('are read anew when a file was begun anew', () => {
    write('auth', line(1, 'info', 'an older and longer line') + line(2, 'info', 'another'));
    const { out, more } = print();
    write('auth', line(3, 'info', 'fresh'));
    more();
    expect(out.text).toContain('fresh');
  });

  it('keep what is no JSON, and print lines unchanged for programs', () => {
    const json = line(1, 'info', 'ready');
    write('auth', `${json}    at somewhere (file.js:1)\n`);
    expect(print().out.text).toContain('    at somewhere (file.js:1)');
    expect(print({ json: true }).out.text).toContain(json);
  });

  it('of an app that is not there are refused with the names of those that are', () => {
    write('auth', '');
    expect(() => print({ apps: ['nobody'] })).toThrow(
      expect.objectContaining({ message: 'There is no log of "nobody".', wayOut: 'There are: auth.' }),
    );
  });

  it('that are not there are said to be missing, rather than nothing', () => {
    expect(() => print()).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^There are no logs in /u) }),
    );
  });

  it('know no other level than those of the logger', () => {
    expect(() => logLevelOf('loud')).toThrow('"loud" is no level of a log.');
  });
});
