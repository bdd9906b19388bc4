import { DomainError } from '@caregate/core-errors';
import { runInContext } from '../context/request-context.js';
import { recordedLines } from '../testing/recorded-lines.fixture.js';
import { createLogger, type LoggerOptions } from './logger.js';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJkb2N0b3IifQ.c2lnbmF0dXJl';

function given(options: Partial<LoggerOptions> = {}) {
  const log = recordedLines();
  return { logger: createLogger({ service: 'ehr-mcp', destination: log, ...options }), log };
}

describe('a line of the log', () => {
  it('is JSON with level, time, service and sentence', () => {
    const { logger, log } = given();
    logger.info({ jobId: 7 }, 'done');
    expect(log.parsed()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        service: 'ehr-mcp',
        jobId: 7,
        msg: 'done',
      },
    ]);
  });

  it('carries the id of the request during which it is written', () => {
    const { logger, log } = given();
    runInContext({ requestId: 'r-1', transport: 'stdio' }, () => logger.child({ part: 'a' }).info('within'));
    logger.info('outside');
    expect(log.parsed().map(({ requestId }) => requestId)).toEqual(['r-1', undefined]);
  });

  it.each([
    ['a field', { anything: token }, 'x'],
    ['a nested field', { a: [{ b: { c: token } }] }, 'x'],
    ['the sentence', {}, `got ${token} back`],
    ['an error', { err: new Error(`refused ${token}`) }, 'x'],
  ])('masks a token wherever it stands: in %s', (_case, facts, sentence) => {
    const { logger, log } = given();
    logger.info(facts, sentence);
    logger.child({ anything: token }).info('x');
    expect(log.text()).not.toContain('eyJ');
    expect(log.parsed()).toHaveLength(2);
  });

  it('reduces an error that is logged by itself', () => {
    const { logger, log } = given();
    logger.error(
      new DomainError('ehr.patient.not_found', { detail: { patientId: 'p-1', name: 'x', ssn: '123-45-6789' } }),
    );
    expect(log.parsed()).toMatchObject([
      {
        level: 'error',
        msg: 'ehr.patient.not_found',
        err: { type: 'DomainError', code: 'ehr.patient.not_found', detail: { patientId: 'p-1', ssn: '[masked]' } },
      },
    ]);
  });

  it.each([
    ['dev', undefined, ['debug', 'info']],
    ['production', undefined, ['info']],
    ['production', 'silent', []],
  ] as const)('is written in the profile %s at level %s from its level on', (profile, level, expected) => {
    const { logger, log } = given({ profile, ...(level !== undefined && { level }) });
    logger.debug('a');
    logger.info('b');
    expect(log.parsed().map((line) => line['level'])).toEqual(expected);
  });
});
