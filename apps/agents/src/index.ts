export { biasDetectorConfig, type BiasDetectorConfig } from './config.js';
