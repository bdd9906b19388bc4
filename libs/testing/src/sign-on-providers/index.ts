export { sandboxTenants, type SandboxAccount } from './sandbox-account.js';
export {
  startSignOnProviders,
  type Disturbance,
  type SignOnProviderName,
  type SignOnProviders,
  type SignOnProvidersOptions,
} from './sign-on-providers.js';
