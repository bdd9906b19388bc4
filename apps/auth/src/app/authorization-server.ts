import type { EventEmitter } from 'node:events';
import { RelationsRepository } from '@caregate/data-models';
import { currentContext, rateLimitKey, type RateLimiter } from '@caregate/kit-http';
import type Provider from 'oidc-provider';
import type { Adapter } from 'oidc-provider';
import { ClientAdapter } from '../clients/client.adapter.js';
import { ClientDocuments } from '../clients/documents/client-documents.js';
import { DocumentFetcher } from '../clients/documents/document-fetcher.js';
import { ClientSecrets } from '../clients/client-secrets.js';
import { ConsentService } from '../consent/consent.service.js';
import { DevicePage } from '../consent/device-page.service.js';
import { FirstAnswer } from '../consent/first-answer.js';
import { LaunchPatients } from '../consent/launch/launch-patients.repository.js';
import { PatientContext } from '../consent/launch/patient-context.service.js';
import { InteractionService } from '../consent/interaction.service.js';
import { HintVerifier } from '../keys/hint-verifier.js';
import { TokenSigner } from '../keys/token-signer.js';
import { ArtifactAdapter } from '../oauth/artifacts/artifact.adapter.js';
import { ClientLimits } from '../oauth/door/client-limits.js';
import type { ArtifactStore } from '../oauth/artifacts/artifact-store.js';
import { AuthorizationHooks } from '../oauth/provider/authorization-hooks.js';
import { renderOAuthError } from '../oauth/door/error-page.js';
import { ClientManagement } from '../oauth/door/client-management.middleware.js';
import { exchangeParameterNames } from '../oauth/exchange/exchange-request.js';
import { TOKEN_EXCHANGE, TokenExchange } from '../oauth/exchange/token-exchange.js';
import { DevicePace } from '../oauth/device/device-pace.middleware.js';
import type { EndSession } from '../oauth/logout/end-session.middleware.js';
import { SessionAdapter } from '../oauth/logout/session.adapter.js';
import { GrantAdapter } from '../oauth/artifacts/grant.adapter.js';
import { OAuthDoor } from '../oauth/door/oauth-door.js';
import { ProviderAnswers } from '../oauth/door/provider-answers.middleware.js';
import { providerFaults } from '../oauth/provider/provider-faults.js';
import { ProviderHost } from '../oauth/provider/provider-host.js';
import { createProvider } from '../oauth/provider/provider.factory.js';
import { requestSession } from '../oauth/door/request-session.js';
import { ResourcePolicy } from '../oauth/resources/resource.policy.js';
import { StructuredTokens } from '../oauth/door/structured-tokens.middleware.js';
import { UnnamedRefresh } from '../oauth/door/unnamed-refresh.js';
import { TokenDescriptions } from '../oauth/tokens/token-descriptions.js';
import { VainUses } from '../oauth/artifacts/vain-uses.js';
import { TokenIssuance } from '../oauth/tokens/token-issuance.service.js';
import { UserNames } from '../tokens/user-names.js';
import { buildDirectLane } from './direct-lane.js';
import type { Foundation } from './foundation.js';
import type { SignOn } from './sign-on.js';

export interface Stores {
  readonly limiter: RateLimiter;
  /** Where that is kept which passes: codes, refresh tokens, unfinished sign-ins. */
  readonly passing: ArtifactStore;
}

/** The OAuth 2.1 server and the pages that people see of it. */
export function buildAuthorizationServer(foundation: Foundation, signOn: SignOn, { limiter, passing }: Stores) {
  const { config, repositories, resources, dataSource, trail, clock, ring, removal, ledger } = foundation;
  const { artifacts, clients, consents: given, issued, sessions, users } = repositories;
  const { door, leaving, pages } = signOn;
  const { registeredClientSeconds } = config.lifetimes;
  const launched = new LaunchPatients(dataSource);
  const relations = new RelationsRepository(dataSource);
  const patients = new PatientContext({ relations, patients: launched, clock });
  const consents = new ConsentService({ dataSource, consents: given, artifacts, patients: launched, trail, clock });
  const hooks = new AuthorizationHooks({ door, users, resources, consents, patients });
  const shared = { dataSource, clients, trail, clock, registeredClientSeconds };
  const limits = new ClientLimits(limiter, clock);
  const issuance = new TokenIssuance({ ...shared, artifacts, issued, sessions, patients, limits });
  const secrets = new ClientSecrets(config.secrets.clientPepper);
  const fetcher = new DocumentFetcher({ allowPrivateAddresses: config.profile === 'dev' });
  const { privateKeyJwt } = config.oauth;
  const documents = new ClientDocuments({ fetcher, trail, hosts: config.oauth.documents.hosts, privateKeyJwt });
  const exchangers = new Set(config.oauth.exchanges.map(({ app_id: app }) => app));
  const registry = new ClientAdapter({ ...shared, secrets, removal, ledger, artifacts, exchangers });
  const uses = new VainUses(passing);
  const descriptions = new TokenDescriptions(config.issuer, foundation.verifiers, new UserNames(users));
  const parts = {
    cookieSecret: config.secrets.cookie,
    lifetimes: config.lifetimes,
    features: config.oauth,
    readDocument: (address: string) => documents.answer(address),
    mayReadDocument: () => isWithin(limiter, 'oauth-document'),
    adapter: adapters(foundation, { passing, clients: registry, limits, uses }),
    secrets,
    hints: new HintVerifier(config.issuer, repositories.keys),
    descriptions,
    resources: new ResourcePolicy(resources),
    issuance,
    findAccount: (id: string) => hooks.findAccount(id),
    adoptSession: hooks.adoptSession.bind(hooks),
    loadGrant: hooks.loadGrant.bind(hooks),
    renderError: renderOAuthError(pages),
  };
  const around = { secrets, limits, descriptions, pace: new DevicePace(passing, clock), uses, leaving };
  const provider = new ProviderHost(() => wrap(createProvider(config.issuer, parts, ring), foundation, around));
  const { ownOrigins } = config;
  const answers = new FirstAnswer(passing, uses, clock);
  const asking = { resources, consents, patients, door, pages, ownOrigins };
  const interactions = new InteractionService({ ...asking, provider, answers });
  const devicePage = new DevicePage({
    ...asking,
    enabled: config.oauth.deviceFlow.enabled,
    provider,
    artifacts: passing,
    limiter,
    trail,
    clock,
  });
  const { management, mode } = config.oauth.registration;
  const closed = [...(config.oauth.deviceFlow.enabled ? [] : ['/device/auth']), ...(mode === 'off' ? ['/reg'] : [])];
  const library = new UnnamedRefresh({ library: provider, provider, artifacts: passing });
  const lane = buildDirectLane(foundation, { provider, library, ...around });
  const oauthDoor = new OAuthDoor({ issuer: config.issuer, provider: lane, limiter, management, closed });
  return { provider, oauthDoor, interactions, devicePage, descriptions };
}

/** Name and e-mail are there too, for who needs them: some clients ask for whatever is listed. */
const SIGN_IN_SCOPES = ['openid', 'fhirUser', 'offline_access'];

/** What a person's application exchanges for tokens. */
const FOR_TOKENS = new Set(['AuthorizationCode', 'DeviceCode', 'RefreshToken']);

/** Counts what somebody makes this server do by the address they come from. */
async function isWithin(limiter: RateLimiter, name: string): Promise<boolean> {
  const { exceeded } = await limiter.consume(name, rateLimitKey(limiter.limitOf(name).by, currentContext()));
  return !exceeded;
}

interface Adapted {
  readonly passing: ArtifactStore;
  readonly clients: ClientAdapter;
  readonly limits: ClientLimits;
  readonly uses: VainUses;
}

/** Grants and registration tokens are in PostgreSQL always: ending one is one transaction with the record of it. */
function adapters({ repositories, clock, config, grants }: Foundation, { passing, clients, limits, uses }: Adapted) {
  const { artifacts } = repositories;
  return (model: string): Adapter => {
    if (model === 'Client') return clients;
    if (model === 'Grant') return new GrantAdapter({ model, artifacts, clock }, grants);
    if (model === 'RegistrationAccessToken') return new ArtifactAdapter({ model, artifacts, clock });
    const graceSeconds = model === 'RefreshToken' ? config.lifetimes.refreshGraceSeconds : 0;
    const own = { model, artifacts: passing, clock, graceSeconds };
    if (model === 'Session') return new SessionAdapter(own);
    if (!FOR_TOKENS.has(model)) return new ArtifactAdapter(own);
    return new ArtifactAdapter({ ...own, uses, beforeUse: limits.countUse.bind(limits) });
  };
}

function exchangeOf(foundation: Foundation, limits: ClientLimits) {
  const { config, repositories, resources, verifiers, ring, dataSource, trail, clock } = foundation;
  const { users, issued } = repositories;
  const signer = new TokenSigner(ring, config.issuer);
  const { exchanges: policies } = config.oauth;
  return new TokenExchange({ policies, verifiers, resources, users, issued, signer, dataSource, trail, clock, limits });
}

interface Around {
  readonly secrets: ClientSecrets;
  readonly limits: ClientLimits;
  readonly descriptions: TokenDescriptions;
  readonly pace: DevicePace;
  readonly uses: VainUses;
  readonly leaving: EndSession;
}

/** Around the library: first what completes its answers, within that what replaces its refusal of signed tokens. */
function wrap(provider: Provider, foundation: Foundation, around: Around): Provider {
  const { secrets, limits, descriptions, pace, uses, leaving } = around;
  const { config, ring, trail, resources, ledger, logger } = foundation;
  const scopes = [...new Set(resources.all.flatMap((resource) => resource.scopes)), ...SIGN_IN_SCOPES];
  const addresses = resources.all.map(({ url }) => url);
  const answers = new ProviderAnswers({
    ring,
    trail,
    scopes,
    resources: addresses,
    registeredClientSeconds: config.lifetimes.registeredClientSeconds,
    devicePage: `${config.publicUrl}/device`,
  });
  const structured = new StructuredTokens({
    descriptions,
    ledger,
    trail,
    limits,
  });
  provider.use((ctx, next) => uses.after(ctx as Parameters<typeof uses.after>[0], next));
  provider.use((ctx, next) => providerFaults.around(ctx as Parameters<typeof providerFaults.around>[0], next));
  provider.use((ctx, next) => requestSession.keepApart(ctx as Parameters<typeof answers.after>[0], next));
  provider.use((ctx, next) => answers.after(ctx as Parameters<typeof answers.after>[0], next));
  provider.use((ctx, next) => leaving.after(ctx as Parameters<typeof leaving.after>[0], next));
  const management = new ClientManagement(secrets);
  provider.use((ctx, next) => management.before(ctx as Parameters<typeof management.before>[0], next));
  provider.use((ctx, next) => pace.after(ctx as Parameters<typeof pace.after>[0], next));
  provider.use((ctx, next) => structured.after(ctx as Parameters<typeof structured.after>[0], next));
  if (config.oauth.exchanges.length > 0) {
    const exchange = exchangeOf(foundation, limits);
    provider.registerGrantType(TOKEN_EXCHANGE, (ctx) => exchange.handle(ctx), exchangeParameterNames);
  }
  provider.on('server_error', (ctx, err) => {
    logger.error({ err }, 'the authorization server failed unforeseen');
    providerFaults.correct(ctx, err);
  });
  provider.on('grant.error', (ctx, err) => providerFaults.correct(ctx, err));
  provider.on('introspection.error', (ctx, err) => providerFaults.correct(ctx, err));
  provider.on('revocation.error', (ctx, err) => providerFaults.correct(ctx, err));
  provider.on('end_session.error', (ctx, err) => providerFaults.correct(ctx, err));
  provider.on('userinfo.error', (ctx, err) => providerFaults.correct(ctx, err));
  // Koa would print to the console; the library's types leave this event out.
  const emitter: EventEmitter = provider;
  emitter.on('error', (err: unknown) => logger.error({ err }, 'the authorization server failed unforeseen'));
  return provider;
}
