import { runStep, staticSteps } from './run-step.js';

const held = staticSteps.map(([title, args]) => runStep(title, args));
process.exitCode = held.every(Boolean) ? 0 : 1;
