import process from 'node:process';
import type { z } from 'zod';
import { ConfigInvalid, type ConfigProblem } from './config-invalid.error.js';
import { fieldsOf, issuesByVariable, type Field } from './field.shape.js';
import { defaultProfile, profileSchema, profileVariable, type Profile } from './profile.js';
import { weaknessOf } from './secret.strength.js';
import { readVariable, type Environment } from './variable.reader.js';

/**
 * The environment as the typed value that the schema describes; the schema's keys are the names of the variables.
 * Throws `ConfigInvalid` with every problem at once.
 */
export function loadConfig<S extends z.ZodType>(schema: S, environment: Environment = process.env): z.output<S> {
  const { profile, problems } = profileOf(environment);
  const settings = fieldsOf(schema).map((field) => settingOf(field, environment, profile));
  const { result, issues } = parse(schema, Object.fromEntries(settings.flatMap(({ entry }) => entry)));
  const found = [
    ...problems,
    ...settings.flatMap((setting) => setting.problems),
    ...issues.map((issue) => problemOf(issue, settings)),
  ];
  if (result !== undefined && found.length === 0) return result.data;
  throw new ConfigInvalid(firstOfEachVariable(found));
}

interface Parsed<S extends z.ZodType> {
  /** Only without issues. */
  readonly result?: { readonly data: z.output<S> };
  readonly issues: readonly z.core.$ZodIssue[];
}

/** What a schema checks across its variables may break on one that is wrong by itself; then that one is what is told. */
function parse<S extends z.ZodType>(schema: S, values: Record<string, string>): Parsed<S> {
  try {
    const parsed = schema.safeParse(values);
    return parsed.success ? { result: parsed, issues: [] } : { issues: parsed.error.issues };
  } catch (error) {
    const issues = issuesByVariable(schema, values);
    if (issues.length === 0) throw error;
    return { issues };
  }
}

interface Setting {
  readonly field: Field;
  readonly value: string | undefined;
  /** What the schema sees: nothing at all of a variable that is not set. */
  readonly entry: readonly (readonly [string, string])[];
  readonly problems: readonly ConfigProblem[];
}

function settingOf(field: Field, environment: Environment, profile: Profile): Setting {
  const { variable } = field;
  const { value, problem: unreadable } = readVariable(variable, environment);
  const problem = unreadable ?? secretProblemOf(field, value, profile);
  return {
    field,
    value,
    entry: value === undefined ? [] : [[variable, value]],
    problems: problem === undefined ? [] : [{ variable, problem }],
  };
}

function secretProblemOf({ secret, optional, variable }: Field, value: string | undefined, profile: Profile) {
  if (secret === undefined) return undefined;
  if (value === undefined) {
    const canDoWithout = optional && (profile === 'dev' || secret.requiredIn === 'every profile');
    return canDoWithout ? undefined : `is missing; set it, or ${variable}_FILE to the path of a file that holds it`;
  }
  const guarded = secret.partOf === undefined ? value : secret.partOf(value);
  return profile === 'dev' || guarded === undefined ? undefined : weaknessOf(guarded, secret.bytesMin);
}

/** Read apart from the schema, so that an app that forgets to list it is still held to the strict answer. */
function profileOf(environment: Environment): { profile: Profile; problems: readonly ConfigProblem[] } {
  const { value, problem } = readVariable(profileVariable, environment);
  const profile = profileSchema.safeParse(value ?? defaultProfile);
  if (profile.success && problem === undefined) return { profile: profile.data, problems: [] };
  const choices = profileSchema.options.join(', ');
  return {
    profile: defaultProfile,
    problems: [{ variable: profileVariable, problem: problem ?? `must be one of ${choices}` }],
  };
}

function problemOf(issue: z.core.$ZodIssue, settings: readonly Setting[]): ConfigProblem {
  const variable = String(issue.path[0] ?? 'configuration');
  const setting = settings.find(({ field }) => field.variable === variable);
  if (setting !== undefined && setting.value === undefined) return { variable, problem: 'is missing' };
  const place = issue.path.slice(1).map(String).join('.');
  const message = withoutValues(issue.message, settings);
  return { variable, problem: place === '' ? message : `at ${place}: ${message}` };
}

/** Long enough that a sentence does not hold it by chance, as "must be one of … production" holds `prod`. */
const tellingLength = 8;

/** Messages of a schema's author may quote what they refuse; such a sentence is withheld. */
function withoutValues(message: string, settings: readonly Setting[]): string {
  const quotes = settings.some(
    ({ field, value }) =>
      value !== undefined && message.includes(value) && (field.secret !== undefined || value.length >= tellingLength),
  );
  return quotes ? 'is not acceptable' : message;
}

function firstOfEachVariable(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.variable, problem])).values()].toReversed();
}
