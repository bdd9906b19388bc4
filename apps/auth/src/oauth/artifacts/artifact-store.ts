import type { AdapterPayload } from 'oidc-provider';

export interface StoredArtifact {
  readonly payload: AdapterPayload;
  readonly consumedAt?: Date;
}

/** Whose grants: of a person, of a client, or of one sign-in. */
export interface GrantOwner {
  readonly column: 'account_id' | 'client_id' | 'uid';
  readonly value: string;
}

/** What the authorization server must remember. PostgreSQL and Redis both can; one suite of specs holds for both. */
export interface ArtifactStore {
  upsert(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): Promise<void>;
  /** Keeps it if nothing is kept under this id. Answers whether it was new. */
  insertOnce(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): Promise<boolean>;
  find(model: string, id: string): Promise<StoredArtifact | undefined>;
  /** Without the value of the artifact itself, which cannot be known from its `uid`. */
  findByUid(model: string, uid: string): Promise<StoredArtifact | undefined>;
  /** Answers whether this call may use the artifact: it was unused, or used no longer ago than the grace allows. */
  consume(model: string, id: string, at: Date, graceSince?: Date): Promise<boolean>;
  /** Takes back the use made at that time, unless there was another since. Answers whether it did. */
  release(model: string, id: string, at: Date): Promise<boolean>;
  /** Answers whether it was there: of two who come at once, one hears that it was. */
  destroy(model: string, id: string): Promise<boolean>;
  /** A grant that was not made to last ends with the sign-in during which it was made. */
  bindGrantToSession(grantId: string, sessionId: string): Promise<void>;
  sessionOfGrant(grantId: string): Promise<string | undefined>;
  /** A device that nobody has answered yet. */
  findWaitingDevice(userCode: string, at: Date): Promise<AdapterPayload | undefined>;
  /**
   * A device that asks whether it has been answered. Answers whether it has waited as long as it was told to; one that has
   * not has to wait five seconds longer from now on (RFC 8628 §3.5).
   */
  pollDevice(deviceCode: string, at: Date): Promise<boolean>;
  /** Answers whether it still waited. */
  answerDevice(userCode: string, answer: Partial<AdapterPayload>, at: Date): Promise<boolean>;
}
