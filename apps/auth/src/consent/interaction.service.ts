import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { decodeJwt } from 'jose';
import { errors, type InteractionResults } from 'oidc-provider';
import { epochSeconds } from '../clock.js';
import { SIGN_IN_BEFORE } from '../oauth/provider/authorization-hooks.js';
import type { ProtectedResources } from '../oauth/resources/protected-resources.js';
import type { ProviderHost } from '../oauth/provider/provider-host.js';
import { registeredClientOf, type RegisteredClient } from '../oauth/provider/registered-client.js';
import type { Pages } from '../pages/pages.js';
import { formTargetOf, sendPage } from '../pages/send-page.js';
import type { BrowserSession } from '../sessions/browser-session.js';
import { assertCsrfToken, csrfTokenFor } from '../sessions/csrf.js';
import { assertFromOwnPage } from '../sessions/own-page.js';
import type { SessionDoor, SignedInPerson } from '../sessions/session-door.js';
import type { ConsentForm } from './consent-form.schema.js';
import { consentRequestOf, givesNothing, titledScopes, vainScopes, type ConsentRequest } from './consent-request.js';
import type { ConsentService } from './consent.service.js';
import type { FirstAnswer } from './first-answer.js';
import type { PatientChoice, PatientContext } from './launch/patient-context.service.js';

export interface InteractionServiceOptions {
  readonly provider: ProviderHost;
  readonly resources: ProtectedResources;
  readonly consents: ConsentService;
  readonly answers: FirstAnswer;
  readonly patients: PatientContext;
  readonly door: SessionDoor;
  readonly pages: Pages;
  readonly ownOrigins: readonly string[];
}

type Details = Awaited<ReturnType<ProviderHost['current']['interactionDetails']>>;

/** An authorization request that waits for its person. */
interface Waiting {
  readonly details: Details;
  readonly person: SignedInPerson;
  readonly clientId: string;
  readonly client: RegisteredClient;
  readonly request: ConsentRequest;
  /** Whose record it may be, when the application asks for that. */
  readonly patients: readonly PatientChoice[];
}

/** What people do between an authorization request and its answer. */
export class InteractionService {
  constructor(private readonly options: InteractionServiceOptions) {}

  async show(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const details = await this.detailsOf(request, response);
    if (details.prompt.name === 'login') return this.signIn(details, request, response);
    const waiting = await this.waitingOf(details, request);
    if (givesNothing(waiting.request)) return this.finish(request, response, nothingToGive);
    this.ask(waiting, response);
  }

  /** The person has clicked on the page that `ask` showed. */
  async decide(form: ConsentForm, request: IncomingMessage, response: ServerResponse): Promise<void> {
    assertFromOwnPage(request.headers, this.options.ownOrigins);
    const details = await this.detailsOf(request, response);
    const waiting = await this.waitingOf(details, request);
    assertCsrfToken(waiting.person.session, purposeOf(details), form.csrf_token);
    const isFirst = await this.options.answers.to(details.uid, async () =>
      this.finish(request, response, await this.resultOf(form, waiting)),
    );
    if (!isFirst) seeOther(response, details.returnTo);
  }

  private async resultOf(form: ConsentForm, waiting: Waiting): Promise<InteractionResults> {
    const { consents, provider } = this.options;
    const { clientId, request, patients } = waiting;
    const subject = { person: waiting.person.user, session: waiting.person.session, clientId, request };
    if (form.decision === 'allow') {
      const patientId = chosenOf(patients, form.patient);
      return { consent: { grantId: await consents.give({ ...subject, patientId }, provider.current) } };
    }
    await consents.refuse(subject);
    return refused;
  }

  /** Who may not sign in here leaves the application with an answer (feature A03; RFC 6749 §4.1.2.1). */
  async deny(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.detailsOf(request, response);
    await this.finish(request, response, notAdmitted);
  }

  private async signIn(details: Details, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = await this.options.door.sessionOf(request);
    const anew = details.prompt.reasons.some((reason) => reason !== 'no_session');
    if (session === undefined || (anew && wasBefore(session, details))) return toSignIn(response, details.uid, anew);
    if (!isAwaited(session, details)) return this.finish(request, response, notAwaited);
    const another = details.session !== undefined && details.session.accountId !== session.userId;
    if (another) return this.beginAgain(details, response);
    await this.finish(request, response, { login: loginOf(session) });
  }

  /** The library keeps a request to the person with whom it began; for who has signed in instead it begins once more. */
  private beginAgain({ params }: Details, response: ServerResponse): void {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(params)) {
      const words = String(value).split(' ');
      const asked = name === 'prompt' ? words.filter((word) => word !== 'login').join(' ') : String(value);
      if (name !== SIGN_IN_BEFORE && value !== undefined && asked !== '') query.set(name, asked);
    }
    seeOther(response, `${this.options.provider.current.issuer}/auth?${query.toString()}`);
  }

  private ask({ details, person, clientId, client, request, patients }: Waiting, response: ServerResponse): void {
    const html = this.options.pages.render('consent', 'Allow access?', {
      clientName: client.appName ?? clientId,
      publisherHost: publisherOf(clientId),
      userName: person.user.name,
      resourceTitle: request.resource.title,
      resourceUrl: request.resource.url,
      redirectHost: request.redirectHost,
      scopes: titledScopes(request),
      vainScopes: vainScopes(request),
      patients,
      lasting: request.lasting,
      unproven: client.isUnproven,
      action: `/interaction/${details.uid}`,
      csrfToken: csrfTokenFor(person.session, purposeOf(details)),
    });
    sendPage(response, html, { formTargets: [formTargetOf(request.redirectUri)] });
  }

  private detailsOf(request: IncomingMessage, response: ServerResponse): Promise<Details> {
    return unlessExpired(this.options.provider.current.interactionDetails(request, response));
  }

  /** The page is for the very person for whom the request waits (Keycloak CVE-2026-7507). */
  private async waitingOf(details: Details, request: IncomingMessage): Promise<Waiting> {
    const person = await this.options.door.personOf(request);
    const isTheirs = person !== undefined && details.session?.accountId === person.user.id;
    const clientId = details.params['client_id'];
    if (!isTheirs || details.prompt.name !== 'consent' || typeof clientId !== 'string')
      throw new DomainError('oauth.interaction.expired');
    const found = await this.options.provider.current.Client.find(clientId);
    const client = found && registeredClientOf(found);
    const asked = client && consentRequestOf(details.params, person.user, client, this.options.resources);
    if (client === undefined || asked === undefined) throw new DomainError('oauth.interaction.expired');
    return { details, person, clientId, client, ...(await this.options.patients.fit(asked, person.user)) };
  }

  private async finish(request: IncomingMessage, response: ServerResponse, result: InteractionResults): Promise<void> {
    const options = { mergeWithLastSubmission: true };
    await unlessExpired(this.options.provider.current.interactionFinished(request, response, result, options));
  }
}

async function unlessExpired<T>(found: Promise<T>): Promise<T> {
  return found.catch((cause: unknown) => {
    throw cause instanceof errors.SessionNotFound ? new DomainError('oauth.interaction.expired', { cause }) : cause;
  });
}

const refused = { error: 'access_denied', error_description: 'The person did not allow it.' };
const notAdmitted = { error: 'access_denied', error_description: 'The person may not sign in here.' };
const nothingToGive = { error: 'access_denied', error_description: 'None of the scopes is open to this person.' };
const notAwaited = { error: 'login_required', error_description: 'Another person has signed in than was asked for.' };

/** Times have whole seconds there, so that the sign-in of the moment before must be known by its name. */
function wasBefore({ publicId, createdAt }: BrowserSession, { params, iat }: Details): boolean {
  return publicId === params[SIGN_IN_BEFORE] || epochSeconds(createdAt) < iat;
}

/** OpenID Connect Core §3.1.2.1: whom the application names, in a token whose signature the library has checked, or nobody. */
function isAwaited({ userId }: BrowserSession, { params }: Details): boolean {
  const { id_token_hint: hint } = params;
  return typeof hint !== 'string' || decodeJwt(hint).sub === userId;
}

/** Of one there is no choice; of several nobody but the person can choose. */
function chosenOf(patients: readonly PatientChoice[], given: string | undefined): string | undefined {
  const [only, ...others] = patients;
  if (others.length === 0) return only?.patientId;
  const chosen = patients.find(({ patientId }) => patientId === given);
  if (chosen === undefined) throw new DomainError('request.invalid');
  return chosen.patientId;
}

function loginOf({ userId, amr, acr, createdAt }: BrowserSession) {
  const means = { amr: [...amr], ...(acr === undefined ? {} : { acr }) };
  return { accountId: userId, ts: epochSeconds(createdAt), ...means };
}

/** Of an application known by the address of its metadata document, the host is all that is sure. */
function publisherOf(clientId: string): string | undefined {
  return clientId.startsWith('https://') ? URL.parse(clientId)?.host : undefined;
}

function purposeOf({ uid }: Details): string {
  return `consent ${uid}`;
}

function toSignIn(response: ServerResponse, uid: string, anew: boolean): void {
  const query = new URLSearchParams({ return_to: `/interaction/${uid}`, ...(anew ? { prompt: 'login' } : {}) });
  seeOther(response, `/login?${query.toString()}`);
}

function seeOther(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'content-length': '0' }).end();
}
