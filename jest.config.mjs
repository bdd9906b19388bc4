import { availableParallelism } from 'node:os';

/** One configuration for every project; libraries are read from source, so that no build precedes a test. */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
  testMatch: ['**/src/**/*.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  testEnvironment: '<rootDir>/tools/jest/native-environment.mjs',
  testRunner: '<rootDir>/tools/jest/native-runner.mjs',
  testSequencer: '<rootDir>/tools/jest/long-first.mjs',
  // Whole-system specs wait much for processes of their own.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 60_000,
  transform: {},
  // For `--findRelatedTests` alone, which follows imports by Jest's own rules.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
