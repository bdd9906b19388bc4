export { bridgeConfig, type BridgeConfig } from './config.js';
export { startBridge, type RunningBridge } from './server/start-bridge.js';
