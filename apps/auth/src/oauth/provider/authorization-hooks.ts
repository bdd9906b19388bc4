import { errors, type Account, type Client, type Grant, type KoaContextWithOIDC } from 'oidc-provider';
import { epochSeconds } from '../../clock.js';
import { consentRequestOf } from '../../consent/consent-request.js';
import type { ConsentService } from '../../consent/consent.service.js';
import type { PatientContext } from '../../consent/launch/patient-context.service.js';
import type { SessionDoor } from '../../sessions/session-door.js';
import type { UsersRepository } from '../../users/users.repository.js';
import { oidcAccount } from './oidc-account.js';
import type { ProtectedResources } from '../resources/protected-resources.js';
import { registeredClientOf } from './registered-client.js';

/** A parameter that only we set. */
export const SIGN_IN_BEFORE = 'caregate_sign_in';

export interface AuthorizationHooksOptions {
  readonly door: SessionDoor;
  readonly users: UsersRepository;
  readonly resources: ProtectedResources;
  readonly consents: ConsentService;
  readonly patients: PatientContext;
}

/** What the library asks us while it works on an authorization request. */
export class AuthorizationHooks {
  constructor(private readonly options: AuthorizationHooksOptions) {}

  /** Nobody gets a new token once the account is closed, whatever refresh token there is. */
  async findAccount(id: string): Promise<Account | undefined> {
    const user = await this.options.users.find(id);
    if (user?.active !== true) return undefined;
    return oidcAccount(user, () => this.options.patients.ownRecordOf(user));
  }

  /**
   * The person of the library's session is the one who is signed in with us, at the beginning of every request; which
   * sign-in that was the request remembers, so that one that has to be made anew is not taken for the one before.
   */
  async adoptSession(ctx: KoaContextWithOIDC): Promise<void> {
    const session = await this.options.door.sessionOf(ctx.req);
    if (ctx.oidc.params !== undefined) ctx.oidc.params[SIGN_IN_BEFORE] = session?.publicId;
    if (session === undefined) return;
    const { userId, amr, acr, createdAt } = session;
    const means = { amr: [...amr], ...(acr === undefined ? {} : { acr }) };
    ctx.oidc.session?.loginAccount({ accountId: userId, loginTs: epochSeconds(createdAt), ...means });
  }

  /** The grant of the click just made, or one for what this person allowed to this proven application before. */
  async loadGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
    const { result, provider, client, params, prompts } = ctx.oidc;
    assertRegistered(client, params?.['redirect_uri']);
    const clicked = result?.consent?.grantId;
    if (clicked !== undefined) return provider.Grant.find(clicked);
    if (client === undefined || params === undefined || prompts.has('consent')) return undefined;
    const registered = registeredClientOf(client);
    const person = registered.isUnproven ? undefined : await this.options.door.personOf(ctx.req);
    if (person === undefined || person.user.id !== ctx.oidc.account?.accountId) return undefined;
    const asked = consentRequestOf(params, person.user, registered, this.options.resources);
    if (asked === undefined) return undefined;
    const { user, session } = person;
    const { request, patients } = await this.options.patients.fit(asked, user);
    // Whose record it is this time, nobody has said yet.
    if (patients.length > 1) return undefined;
    const patientId = patients[0]?.patientId;
    return this.options.consents.remembered(
      { person: user, session, clientId: client.clientId, request, patientId },
      provider,
    );
  }
}

/**
 * The library looks at the address when the request begins (RFC 6749 §3.1.2.3). What the application has taken out of its
 * registration since, while somebody signed in or made up their mind, gets no code.
 */
function assertRegistered(client: Client | undefined, address: unknown): void {
  if (client !== undefined && !client.redirectUriAllowed(String(address))) throw new errors.InvalidRedirectUri();
}
