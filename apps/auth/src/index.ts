export { configSchema, type AuthConfig } from './config.js';
