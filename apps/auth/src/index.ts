export { startAuthApp, type AuthApp, type AuthAppOptions } from './auth-app.js';
export { configSchema, type AuthConfig } from './config.js';
