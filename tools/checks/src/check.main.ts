import { runStaticSteps } from './run-step.js';

const held = await runStaticSteps();
process.exitCode = held.every(Boolean) ? 0 : 1;
