export { ehrConfig, type EhrConfig } from './config.js';
export { ehrTools } from './ehr-tools.js';
