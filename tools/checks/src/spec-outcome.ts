import { z } from 'zod';

/** What Jest writes with `--json`, as far as it is counted. */
export const jestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export type JestReport = z.infer<typeof jestReport>;
type FileResult = JestReport['testResults'][number];

/** One run of all specs, and of those files that were run again. `undefined` where Jest wrote no report. */
export interface SpecRuns {
  readonly first: JestReport | undefined;
  readonly second?: JestReport | undefined;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Specs that failed at first and then held, by their full names. */
  readonly unsteady: readonly string[];
}

/** More files than these are no accident of the machine, and a second attempt would only cost time. */
const SECOND_ATTEMPTS_MAX = 3;

/** The files that get their one second attempt, alone on the machine. */
export function filesToRepeat(first: JestReport | undefined): readonly string[] {
  const failed = (first?.testResults ?? []).filter(hasFailed).map(({ name }) => name);
  return failed.length <= SECOND_ATTEMPTS_MAX ? failed : [];
}

export function outcomeOf(checks: readonly boolean[], { first, second }: SpecRuns): Outcome {
  const failedChecks = checks.filter((held) => !held).length;
  const passedChecks = checks.length - failedChecks;
  if (first === undefined) return { passed: passedChecks, failed: failedChecks + 1, skipped: 0, unsteady: [] };
  const again = new Map((second?.testResults ?? []).map((file) => [file.name, file]));
  const final = first.testResults.map((file) => again.get(file.name) ?? file);
  const count = (status: string) => final.reduce((sum, file) => sum + namesOf(file, status).length, 0);
  const broken = final.filter((file) => hasFailed(file) && namesOf(file, 'failed').length === 0).length;
  return {
    passed: passedChecks + count('passed'),
    failed: failedChecks + count('failed') + broken,
    skipped: count('pending'),
    unsteady: first.testResults.flatMap((file) => heldAgain(file, again.get(file.name))),
  };
}

export function closingLines({ passed, failed, skipped, unsteady }: Outcome): readonly string[] {
  const told = unsteady.map((name) => `held at the second attempt only: ${name}`);
  return [...told, `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`];
}

/** A file that could not be run at all stands for its specs by its name. */
function heldAgain(file: FileResult, again: FileResult | undefined): readonly string[] {
  if (again === undefined || hasFailed(again)) return [];
  const failed = namesOf(file, 'failed');
  return failed.length > 0 ? failed : [file.name];
}

export function hasFailed({ status }: FileResult): boolean {
  return status === 'failed';
}

function namesOf({ assertionResults }: FileResult, status: string): readonly string[] {
  return assertionResults.filter((each) => each.status === status).map(({ fullName }) => fullName);
}
