export { ConfigInvalid, type ConfigProblem } from './config-invalid.error.js';
export { describeConfig, type ConfigRow } from './describe-config.js';
export { fields } from './fields.js';
export { jsonText } from './json-text.js';
export { loadConfig } from './load-config.js';
export { programConfig } from './program-config.js';
export type { Profile } from './profile.js';
export {
  messagingVariables,
  processVariables,
  stdioVariables,
  proxyVariables,
  rateVariables,
  emergencyVariables,
  tokenVariables,
} from './shared-variables.js';
