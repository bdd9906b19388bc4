export { imagingTools } from './imaging-tools.js';
