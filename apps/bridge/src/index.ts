export { bridgeConfig, type BridgeConfig } from './config.js';
