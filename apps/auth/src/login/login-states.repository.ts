import type { DataSource } from 'typeorm';
import { changeRows } from '../database/statements.js';

/** A sign-in under way, as `auth.login_state` keeps it until the person comes back. */
export interface LoginState {
  /** SHA-256 of `state`, and of the cookie of the browser that began it. */
  readonly stateHash: Buffer;
  readonly browserHash: Buffer;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly provider: string;
  readonly returnTo?: string | undefined;
  readonly expiresAt: Date;
}

interface Row {
  state_hash: Buffer;
  browser_hash: Buffer;
  nonce: string;
  code_verifier: string;
  strategy: string;
  return_to: string | null;
  expires_at: Date;
}

export class LoginStatesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(state: LoginState): Promise<void> {
    await this.dataSource.query(
      `insert into auth.login_state (state_hash, browser_hash, nonce, code_verifier, strategy, return_to, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        state.stateHash,
        state.browserHash,
        state.nonce,
        state.codeVerifier,
        state.provider,
        state.returnTo ?? null,
        state.expiresAt,
      ],
    );
  }

  /** Each state can be taken once, by the browser that began it; a stranger's attempt leaves it where it is. */
  async take(stateHash: Buffer, browserHashes: readonly Buffer[]): Promise<LoginState | undefined> {
    const [row] = await changeRows<Row>(
      this.dataSource.manager,
      'delete from auth.login_state where state_hash = $1 and browser_hash = any ($2::bytea[]) returning *',
      [stateHash, browserHashes],
    );
    return (
      row && {
        stateHash: row.state_hash,
        browserHash: row.browser_hash,
        nonce: row.nonce,
        codeVerifier: row.code_verifier,
        provider: row.strategy,
        returnTo: row.return_to ?? undefined,
        expiresAt: row.expires_at,
      }
    );
  }
}
