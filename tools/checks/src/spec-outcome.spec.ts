import { closingLines, filesToRepeat, outcomeOf, type JestReport } from './spec-outcome.js';

type Statuses = Readonly<Record<string, string>>;

function file(name: string, specs: Statuses, status?: string): JestReport['testResults'][number] {
  const assertionResults = Object.entries(specs).map(([fullName, each]) => ({ fullName, status: each }));
  const failed = assertionResults.some((each) => each.status === 'failed');
  return { name, status: status ?? (failed ? 'failed' : 'passed'), assertionResults };
}

const report = (...testResults: JestReport['testResults']): JestReport => ({ testResults });
const good = file('good.spec.ts', { 'a holds': 'passed', 'b waits': 'pending' });

describe('the outcome of all checks and specs', () => {
  it('counts each check and each spec once', () => {
    const bad = file('bad.spec.ts', { 'c fails': 'failed', 'd holds': 'passed' });
    expect(outcomeOf([true, false], { first: report(good, bad) })).toEqual({
      passed: 3,
      failed: 2,
      skipped: 1,
      unsteady: [],
    });
  });

  it('counts a file that could not be run as one failure', () => {
    expect(outcomeOf([], { first: report(good, file('broken.spec.ts', {}, 'failed')) })).toMatchObject({ failed: 1 });
  });

  it('is a failure where Jest wrote no report', () => {
    expect(outcomeOf([true], { first: undefined })).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes the second attempt of a file for its outcome and says which specs needed it', () => {
    const first = report(good, file('unsteady.spec.ts', { 'c fails once': 'failed', 'd holds': 'passed' }));
    const second = report(file('unsteady.spec.ts', { 'c fails once': 'passed', 'd holds': 'passed' }));
    const outcome = outcomeOf([], { first, second });
    expect(outcome).toEqual({ passed: 3, failed: 0, skipped: 1, unsteady: ['c fails once'] });
    expect(closingLines(outcome)).toEqual([
      'held at the second attempt only: c fails once',
      '3 passed, 0 failed, 1 skipped',
    ]);
  });

  it('names the file where nothing of it could be run at first', () => {
    const first = report(file('unsteady.spec.ts', {}, 'failed'));
    const second = report(file('unsteady.spec.ts', { 'c holds': 'passed' }));
    expect(outcomeOf([], { first, second })).toMatchObject({ passed: 1, failed: 0, unsteady: ['unsteady.spec.ts'] });
  });

  it('stays a failure when the second attempt fails too, or came to nothing', () => {
    const first = report(file('bad.spec.ts', { 'c fails': 'failed' }));
    for (const second of [first, undefined])
      expect(outcomeOf([], { first, second })).toMatchObject({ failed: 1, unsteady: [] });
  });

  it('repeats up to three files, and none where more failed', () => {
    const failed = ['one', 'two', 'three', 'four'].map((name) => file(name, { 'c fails': 'failed' }));
    expect(filesToRepeat(report(good, ...failed.slice(1)))).toEqual(['two', 'three', 'four']);
    expect(filesToRepeat(report(good, ...failed))).toEqual([]);
    expect(filesToRepeat(undefined)).toEqual([]);
  });
});
