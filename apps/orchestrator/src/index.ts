export { orchestratorConfig, type OrchestratorConfig } from './config.js';
