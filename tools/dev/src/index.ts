export type { Person } from './sandbox/people.js';
export { folderApart } from './stack/folder/folder-apart.js';
export { clientToken } from './stack/client-token.js';
export { freePorts, usualPorts, type Ports } from './stack/ports/ports.js';
export { roomSpecs, type RoomName } from './stack/apps/rooms.js';
export { silentProgress, type Progress } from './stack/words/progress.js';
export { seedFolder } from './stack/database/seed-folder.js';
export { startStack, type RunningStack, type StackOptions } from './stack/stack.js';
export { seededClients, type SeededClient } from './stack/database/seeded-clients.js';
export { startApp, type AppProcess, type AppSpec } from './stack/app-process.js';
export { authorize, authorizeAs, type Granted } from './tour/authorize.js';
export { Browser, type Page } from './tour/browser.js';
export { StepLog, TourFailed, type StepResult } from './tour/step.js';
export { tour, type TourOptions } from './tour/tour.js';
export { authEnvironment } from './stack/apps/auth.app.js';
export { ensurePrograms } from './programs/ensure-programs.js';
export { verifyTrail, type TrailVerdict } from './stack/verify-trail.js';
export { signIn } from './tour/sign-in.js';
export {
  startHealthImaging,
  type HealthImagingOptions,
  type RunningHealthImaging,
} from './healthimaging/start-health-imaging.js';
