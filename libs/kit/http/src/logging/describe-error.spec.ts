import { describeError } from './describe-error.js';
import { sanitize } from './sanitize.js';

describe('an error in the log', () => {
  it('is its type, message, code and frames', () => {
    const error = Object.assign(new TypeError('x is not a function'), { code: 'ERR_X' });
    expect(describeError(error, sanitize)).toEqual({
      type: 'TypeError',
      message: 'x is not a function',
      code: 'ERR_X',
      stack: expect.arrayContaining([expect.stringMatching(/^at /)]),
    });
  });

  it('does not quote what PostgreSQL quotes of the data, nor its statement and parameters', () => {
    const error = Object.assign(new Error('invalid input syntax for type date: "Ada Byron"'), {
      code: '22007',
      detail: 'Key (last_name)=(Byron)',
      query: 'select 1',
      parameters: ['Byron'],
      table: 'patient',
    });
    const described = describeError(error, sanitize);
    expect(described).toMatchObject({
      message: 'invalid input syntax for type date: "…"',
      code: '22007',
      table: 'patient',
    });
    expect(JSON.stringify(described)).not.toMatch(/Byron|select/);
  });

  it('keeps ids and codes of libraries, as long as they are no more than that', () => {
    const kept = { code: 'E', kind: 'k', status: 400, statusCode: 401, syscall: 'connect', port: 5432, schema: 'ehr' };
    const codes = { ...kept, table: 'patient', column: 'mrn', constraint: 'patient_mrn_key' };
    expect(describeError(Object.assign(new Error('x'), codes), sanitize)).toMatchObject(codes);
    const more = Object.assign(new Error('x'), { code: { name: 'Ada' } });
    expect(describeError(more, sanitize)).not.toHaveProperty('code');
  });

  it('keeps the names of the schema, which PostgreSQL quotes as well (SQLSTATE classes 23 and 42)', () => {
    const error = Object.assign(new Error('relation "ehr.patient" does not exist'), { code: '42P01' });
    expect(describeError(error, sanitize)).toMatchObject({ message: 'relation "ehr.patient" does not exist' });
  });

  it.each(['{"name": Byron', '{"name":"Byron" "x"', '"Byron', '{"Byron"'])('does not quote the body %s', (body) => {
    const thrown = catchOf(() => JSON.parse(body));
    expect(JSON.stringify(describeError(thrown, sanitize))).not.toContain('Byron');
  });

  it('has no more of a message than a field of a line has room for, and hides what it quotes all the same', () => {
    const described = describeError(new Error(`no JSON: ${'x'.repeat(5000)} "${'Byron '.repeat(1000)}"`), sanitize);
    expect(described['message']).toMatch(/^no JSON: x{1991}…$/);
    expect(describeError(new Error(`"${'Byron '.repeat(1000)}"`), sanitize)['message']).toBe('"…"');
  });

  it('tells its causes, but not for ever', () => {
    const error = new Error('a', { cause: new Error('b') });
    expect(describeError(error, sanitize)).toMatchObject({ cause: { message: 'b' } });
    const circle = new Error('c');
    circle.cause = circle;
    expect(JSON.stringify(describeError(circle, sanitize)).length).toBeLessThan(20_000);
  });
});

function catchOf(run: () => unknown): Error {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error('nothing was thrown');
}
