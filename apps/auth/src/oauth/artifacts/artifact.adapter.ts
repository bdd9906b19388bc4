import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { epochSeconds, isYetToCome, secondsLater, type Clock } from '../../clock.js';
import { isStorable } from '../../database/storable.js';
import type { ArtifactStore, StoredArtifact } from './artifact-store.js';
import { isMadeLater } from './is-made-later.js';
import type { VainUses } from './vain-uses.js';

export interface ArtifactAdapterOptions {
  readonly model: string;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  /**
   * How long after its first use an artifact may be used again. Only refresh tokens have such a time: a client that
   * refreshes in two windows at once must not be logged out (gap G7), yet a stolen token that is used later kills its
   * family (RFC 9700 §4.14.2).
   */
  readonly graceSeconds?: number;
  /** Throws where it may not be used now; it is still unused then, and good when its owner comes again. */
  readonly beforeUse?: ((payload: AdapterPayload) => Promise<void>) | undefined;
  /** For what is exchanged for tokens. */
  readonly uses?: VainUses | undefined;
}

/** How oidc-provider stores one of its models. */
export class ArtifactAdapter implements Adapter {
  constructor(protected readonly options: ArtifactAdapterOptions) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { model, artifacts, clock } = this.options;
    if (!isStorable(payload)) throw new errors.InvalidRequest('a parameter has characters that none may have');
    const expiresAt = expiresIn === undefined ? undefined : secondsLater(clock(), expiresIn);
    if (model !== 'ReplayDetection') return artifacts.upsert(model, id, payload, expiresAt);
    // RFC 7523 §3: of two who bring the same assertion at once only one may come in.
    if (!(await artifacts.insertOnce(model, id, payload, expiresAt)))
      throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    await this.options.uses?.settle(this.options.model, id);
    return this.seen(await this.options.artifacts.find(this.options.model, id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.seen(await this.options.artifacts.findByUid(this.options.model, uid));
  }

  /** Our own page answers the code that a device shows, see `DevicePage`. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const { model, artifacts, clock, beforeUse, uses } = this.options;
    if (beforeUse !== undefined) await beforeUse((await artifacts.find(model, id))?.payload ?? {});
    const at = clock();
    const use = uses?.begin(model, id, at);
    const won = await artifacts.consume(model, id, at, this.graceStart());
    if (use !== undefined) use.made = true;
    if (!won) throw new errors.InvalidGrant(`${model} was used at the same time by another request`);
  }

  async destroy(id: string): Promise<void> {
    const { model, artifacts } = this.options;
    const was = await artifacts.destroy(model, id);
    // The library ends a request that waited for its person when it answers it: only one may go on to a code.
    if (!was && model === 'Interaction') throw new errors.SessionNotFound('interaction session not found');
  }

  /** The grant itself takes everything with it that came of it, in one transaction: see `GrantAdapter`. */
  async revokeByGrantId(): Promise<void> {}

  /** Within its grace a used artifact looks unused; afterwards the server sees the reuse and ends the grant. */
  private seen(stored: StoredArtifact | undefined): AdapterPayload | undefined {
    if (stored === undefined || isMadeLater(stored.payload, this.options.clock())) return undefined;
    const { payload, consumedAt } = stored;
    if (consumedAt === undefined || this.isWithinGrace(consumedAt)) return payload;
    return { ...payload, consumed: epochSeconds(consumedAt) };
  }

  private isWithinGrace(usedAt: Date): boolean {
    const graceStart = this.graceStart();
    return graceStart !== undefined && usedAt > graceStart && !isYetToCome(usedAt, this.options.clock());
  }

  /**
   * Undefined where there is no grace: a grace of nothing would still compare two clocks, and of two who come at once
   * the one whose clock is behind would take the other's use for one yet to come.
   */
  private graceStart(): Date | undefined {
    const { clock, graceSeconds } = this.options;
    return graceSeconds ? secondsLater(clock(), -graceSeconds) : undefined;
  }
}
