import type { AdapterPayload } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactsRepository } from './artifacts.repository.js';

/**
 * Kept in PostgreSQL, and listed in Redis under the keys that tools of the older gateway look for (feature T16). Nothing
 * is decided by the list: a line that is lost there ends by itself, and one that cannot be written holds nobody up.
 */
export class ListedArtifacts extends ArtifactsRepository {
  constructor(
    dataSource: DataSource,
    private readonly list: Pick<ArtifactStore, 'upsert' | 'insertOnce' | 'consume' | 'release' | 'destroy'>,
  ) {
    super(dataSource);
  }

  override async upsert(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined) {
    await super.upsert(model, id, payload, expiresAt);
    inPassing(this.list.upsert(model, id, payload, expiresAt));
  }

  override async insertOnce(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined) {
    const isNew = await super.insertOnce(model, id, payload, expiresAt);
    if (isNew) inPassing(this.list.insertOnce(model, id, payload, expiresAt));
    return isNew;
  }

  override async consume(model: string, id: string, at: Date, graceSince?: Date) {
    const may = await super.consume(model, id, at, graceSince);
    if (may) inPassing(this.list.consume(model, id, at, graceSince));
    return may;
  }

  override async release(model: string, id: string, at: Date) {
    const released = await super.release(model, id, at);
    if (released) inPassing(this.list.release(model, id, at));
    return released;
  }

  override async destroy(model: string, id: string) {
    const was = await super.destroy(model, id);
    inPassing(this.list.destroy(model, id));
    return was;
  }
}

function inPassing(written: Promise<unknown>): void {
  written.catch(() => undefined);
}
