export { imagingConfig, type ImagingConfig } from './config.js';
export { imagingTools } from './imaging-tools.js';
