import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { setRateLimitHeaders, type RateLimiter } from '@caregate/kit-http';
import { epochSeconds, secondsLater, type Clock } from '../clock.js';
import type { ArtifactStore } from '../oauth/artifacts/artifact-store.js';
import { normalUserCode, shownUserCode, waitingDevice, type WaitingDevice } from '../oauth/device/device-code.js';
import { isMadeLater } from '../oauth/artifacts/is-made-later.js';
import type { ProtectedResources } from '../oauth/resources/protected-resources.js';
import type { ProviderHost } from '../oauth/provider/provider-host.js';
import { registeredClientOf, type RegisteredClient } from '../oauth/provider/registered-client.js';
import type { Pages } from '../pages/pages.js';
import { sendPage } from '../pages/send-page.js';
import { assertCsrfToken, csrfTokenFor } from '../sessions/csrf.js';
import { assertFromOwnPage } from '../sessions/own-page.js';
import type { SessionDoor, SignedInPerson } from '../sessions/session-door.js';
import { userActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import { consentRequestOf, givesNothing, titledScopes, vainScopes, type ConsentRequest } from './consent-request.js';
import type { ConsentService } from './consent.service.js';
import type { DeviceForm } from './device-form.schema.js';
import type { PatientContext } from './launch/patient-context.service.js';

export interface DevicePageOptions {
  readonly enabled: boolean;
  readonly provider: ProviderHost;
  readonly artifacts: ArtifactStore;
  readonly resources: ProtectedResources;
  readonly consents: ConsentService;
  readonly patients: PatientContext;
  readonly door: SessionDoor;
  readonly pages: Pages;
  readonly limiter: RateLimiter;
  readonly trail: AuthTrail;
  readonly ownOrigins: readonly string[];
  readonly clock: Clock;
}

interface Waiting {
  readonly device: WaitingDevice;
  readonly client: RegisteredClient;
  readonly request: ConsentRequest;
  /** Whose record it is, when the device asks for that. */
  readonly patientId: string | undefined;
}

/** A device comes back to no address; consents to it are kept under this. */
const DEVICE_ADDRESS = 'device:code';
const PURPOSE = 'device code';

type Decision = NonNullable<DeviceForm['decision']>;

/** That a code has been answered is kept for as long as one may be typed in at most. */
const ANSWER = 'DeviceAnswer';
const ANSWER_SECONDS = 30 * 60;

/** What people do with the code of a device: they type it in, see what it stands for, and allow it or not. */
export class DevicePage {
  constructor(private readonly options: DevicePageOptions) {}

  async show(code: unknown, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.assertOpen();
    const typed = typeof code === 'string' ? code.slice(0, 40) : '';
    const person = await this.options.door.personOf(request);
    if (person === undefined) return toSignIn(response, typed);
    this.askForCode(person, typed, response);
  }

  async submit(form: DeviceForm, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.assertOpen();
    assertFromOwnPage(request.headers, this.options.ownOrigins);
    const person = await this.options.door.personOf(request);
    if (person === undefined) throw new DomainError('session.absent');
    assertCsrfToken(person.session, PURPOSE, form.csrf_token);
    await this.countTry(person, response);
    const waiting = await this.waitingFor(form.user_code, person);
    if (form.decision === undefined) return this.askForDecision(waiting, person, response);
    await this.decideOnce(waiting, form.decision, person);
    const isAllowed = form.decision === 'allow';
    const message = isAllowed ? 'You can go back to your device now.' : 'The device gets no access.';
    this.send(response, isAllowed ? 'Access allowed' : 'Access not allowed', { message });
  }

  private assertOpen(): void {
    if (!this.options.enabled) throw new DomainError('request.not_found');
  }

  /** RFC 8628 §5.1: a code is short, so nobody may try many; whoever is signed in counts, not where they come from. */
  private async countTry({ user }: SignedInPerson, response: ServerResponse): Promise<void> {
    const { limiter, clock, trail } = this.options;
    const allowance = await limiter.consume('device-code', `user:${user.id}`);
    setRateLimitHeaders(response, allowance, clock());
    if (!allowance.exceeded) return;
    await trail.record('device.refused', { actor: userActor(user), outcome: 'refused', decision: 'too many tries' });
    throw new DomainError('request.too_many', { detail: { limit: 'device-code' } });
  }

  private async waitingFor(typed: string, { user }: SignedInPerson): Promise<Waiting> {
    const { artifacts, provider, resources, patients, clock, trail } = this.options;
    const found = await artifacts.findWaitingDevice(normalUserCode(typed), clock());
    const stored = found && !isMadeLater(found, clock()) ? found : undefined;
    const parsed = waitingDevice.safeParse(stored);
    const known = parsed.success ? await provider.current.Client.find(parsed.data.clientId) : undefined;
    const client = known && registeredClientOf(known);
    const parameters = { resource: resources.byDefault.url, ...stored?.params, redirect_uri: DEVICE_ADDRESS };
    const request = client && consentRequestOf(parameters, user, client, resources);
    if (!parsed.success || client === undefined || request === undefined || givesNothing(request)) {
      await trail.record('device.refused', { actor: userActor(user), outcome: 'refused', decision: 'unknown code' });
      throw unknown();
    }
    const fitted = await patients.fitSingle(request, user);
    return { device: parsed.data, client, request: fitted.request, patientId: fitted.patients[0]?.patientId };
  }

  /** The first answer counts, also of several that come at once; what fails halfway was none. */
  private async decideOnce(waiting: Waiting, decision: Decision, person: SignedInPerson): Promise<void> {
    const { artifacts, clock } = this.options;
    const { userCode } = waiting.device;
    if (!(await artifacts.insertOnce(ANSWER, userCode, {}, secondsLater(clock(), ANSWER_SECONDS)))) throw unknown();
    try {
      await this.decide(waiting, decision, person);
    } catch (error) {
      await artifacts.destroy(ANSWER, userCode);
      throw error;
    }
  }

  private async decide(
    { device, request, patientId }: Waiting,
    decision: Decision,
    { user, session }: SignedInPerson,
  ): Promise<void> {
    const { artifacts, consents, provider, clock, trail } = this.options;
    const subject = { person: user, session, clientId: device.clientId, request, patientId };
    const entity = { type: 'OAuthClient', id: device.clientId };
    if (decision === 'deny') {
      if (!(await artifacts.answerDevice(device.userCode, { error: 'access_denied' }, clock()))) throw unknown();
      await consents.refuse(subject);
      return;
    }
    const answer = {
      accountId: user.id,
      grantId: await consents.give(subject, provider.current),
      scope: [...request.resourceScopes, ...request.generalScopes].join(' '),
      resource: request.indicator,
      authTime: epochSeconds(session.createdAt),
      amr: [...session.amr],
    };
    if (!(await artifacts.answerDevice(device.userCode, answer, clock()))) throw unknown();
    await trail.record('device.approved', {
      actor: userActor(user, device.clientId),
      entity,
      sessionId: session.publicId,
    });
  }

  private askForCode({ session }: SignedInPerson, typed: string, response: ServerResponse): void {
    const userCode = typed === '' ? '' : shownUserCode(normalUserCode(typed));
    const data = { userCode, csrfToken: csrfTokenFor(session, PURPOSE) };
    sendPage(response, this.options.pages.render('deviceCode', 'Connect a device', data));
  }

  private askForDecision({ device, client, request }: Waiting, person: SignedInPerson, response: ServerResponse): void {
    const html = this.options.pages.render('deviceConsent', 'Allow this device?', {
      clientName: client.appName ?? device.clientId,
      userName: person.user.name,
      userCode: shownUserCode(device.userCode),
      resourceTitle: request.resource.title,
      resourceUrl: request.resource.url,
      scopes: titledScopes(request),
      vainScopes: vainScopes(request),
      lasting: request.lasting,
      csrfToken: csrfTokenFor(person.session, PURPOSE),
    });
    sendPage(response, html);
  }

  private send(response: ServerResponse, title: string, data: { message: string }): void {
    sendPage(response, this.options.pages.render('message', title, data));
  }
}

function unknown(): DomainError {
  return new DomainError('oauth.device.code_unknown');
}

function toSignIn(response: ServerResponse, typed: string): void {
  const back = typed === '' ? '/device' : `/device?${new URLSearchParams({ user_code: typed }).toString()}`;
  const query = new URLSearchParams({ return_to: back });
  response.writeHead(303, { location: `/login?${query.toString()}`, 'content-length': '0' }).end();
}
