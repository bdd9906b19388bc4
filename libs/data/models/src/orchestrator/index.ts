export { Agent } from './agent.entity.js';
export { AgentTask } from './agent-task.entity.js';
export { Pipeline } from './pipeline.entity.js';
export { PipelineStage } from './pipeline-stage.entity.js';
export { SocketAttachment } from './socket-attachment.entity.js';
export { TaskAttempt } from './task-attempt.entity.js';
export { TaskDependency } from './task-dependency.entity.js';
