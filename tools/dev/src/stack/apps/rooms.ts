import type { AppSpec } from '../app-process.js';
import type { Installation } from '../folder/installation.js';
import { authApp } from './auth.app.js';
import { biasDetectorApp } from './bias-detector.app.js';
import { bridgeApp } from './bridge.app.js';
import { edgeApp } from './edge.app.js';
import { ehrApp } from './ehr.app.js';
import { imagingApp } from './imaging.app.js';
import { orchestratorApp } from './orchestrator.app.js';
import { sandboxApp } from './sandbox.app.js';

export const roomNames = [
  'sandbox',
  'auth',
  'ehr-mcp',
  'imaging-mcp',
  'orchestrator',
  'bias-detector',
  'bridge',
  'edge',
] as const;

export type RoomName = (typeof roomNames)[number];

/** Every process of the local stack besides the database. */
export const roomSpecs: Readonly<Record<RoomName, (installation: Installation) => AppSpec>> = {
  sandbox: sandboxApp,
  auth: authApp,
  'ehr-mcp': ehrApp,
  'imaging-mcp': imagingApp,
  orchestrator: orchestratorApp,
  'bias-detector': biasDetectorApp,
  bridge: bridgeApp,
  edge: edgeApp,
};
