export { AgentNotRegistered } from './agent-not-registered.error.js';
export type { AgentLogger, AgentOptions, TaskContext, TaskHandler } from './agent-options.js';
export { AgentRuntime } from './agent-runtime.js';
export { clientToken, type ClientCredentials } from './client-token.js';
export { NotRetryable } from './not-retryable.error.js';
export { registerAgent, type Registration } from './register-agent.js';
export { TaskRefused } from './task-refused.error.js';
