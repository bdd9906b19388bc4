export { ehrConfig, type EhrConfig } from './config.js';
export { ehrTools } from './ehr-tools.js';
export { toolMatrix, type MatrixRow } from './access/tool-matrix.js';
