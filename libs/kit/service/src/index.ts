export { coreHealth, type CoreHealthOptions } from './core-health.js';
export { observeCore } from './observe-core.js';
export { startServiceCore, type ServiceCore, type ServiceCoreOptions, type ServiceSettings } from './service-core.js';
