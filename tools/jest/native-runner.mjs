/** Runs a spec file by Jest's own runner, its modules loaded by Node instead of by Jest (ADR 0021). */
import circus from 'jest-circus/runner';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import './typescript.mjs';

const require = createRequire(import.meta.url);

/** As much of Jest's runtime as its runner asks for. */
const nodeRuntime = {
  /** What Jest knows of the specs of one file lives in this module; the next file begins with a new one. */
  requireInternalModule(file) {
    delete require.cache[file];
    return require(file);
  },
  requireModule: require,
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (file) => import(pathToFileURL(file).href),
  setGlobalsForRuntime() {},
  enterTestCode() {},
  leaveTestCode() {},
};

export default function runSpecFile(globalConfig, projectConfig, environment, _runtime, ...rest) {
  // Jest has put its own in place, which knows the maps of its own transforms only; Node knows those of ours.
  Error.prepareStackTrace = undefined;
  return circus.default(globalConfig, projectConfig, environment, nodeRuntime, ...rest);
}
