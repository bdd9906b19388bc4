export { AssistantBrowser, type HostLook, type OpenedView } from './assistant/assistant-browser.js';
export { builtPage } from './assistant/built-page.js';
export { seriousFaults } from './assistant/serious-faults.js';
export { beginOutage } from './database/begin-outage.js';
export { builtProject } from './built-project.js';
export { describeIf, describeWith } from './describe-with.js';
export { debianTool } from './debian-tool.js';
export { fakeClock, type FakeClock } from './fake-clock.js';
export { freePort } from './free-port.js';
export { givenCaller } from './given-caller.js';
export { givenRelation } from './given-relation.js';
export { givenHttpsServer, type GivenHttpsServer } from './given-https-server.js';
export { isolatedServer } from './database/isolated-server.js';
export { listen } from './listen.js';
export { postMcp } from './post-mcp.js';
export { RecordingAudit } from './recording-audit.js';
export { redisForTests, type TestRedis } from './redis-for-tests.js';
export { replicatedServers, type ReplicatedServers } from './database/replicated-servers.js';
export { runOwner } from './database/run-owner.js';
export { testDatabase, type TestDatabase } from './database/test-database.js';
export { testIssuer, type TestIssuer, type TokenFacts } from './test-issuer.js';
export { until } from './until.js';
export { Visitors } from './visitors.js';
export { waitsForLock } from './database/waits-for-lock.js';
export { withClient } from './database/with-client.js';
export {
  sandboxTenants,
  startSignOnProviders,
  type Disturbance,
  type SandboxAccount,
  type SignOnProviderName,
  type SignOnProviders,
} from './sign-on-providers/index.js';
