import type { JWK } from 'jose';
import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';
import type { SigningKeyRow, SigningKeyState } from './signing-key.js';

interface Row {
  kid: string;
  state: SigningKeyState;
  public_jwk: JWK;
  private_key_sealed: Buffer;
  created_at: Date;
}

export class SigningKeysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that verifiers must know. */
  async published(manager: EntityManager = this.dataSource.manager): Promise<readonly SigningKeyRow[]> {
    const rows = await selectRows<Row>(
      manager,
      `select kid, state, public_jwk, private_key_sealed, created_at from auth.signing_key
       where state <> 'retired' order by created_at, kid`,
      [],
    );
    return rows.map(keyOf);
  }

  /** The public half of a key that signed, if what it signed then is to be believed. */
  async believedAt(kid: string, at: Date): Promise<JWK | undefined> {
    const rows = await selectRows<Pick<Row, 'public_jwk'>>(
      this.dataSource.manager,
      'select public_jwk from auth.signing_key where kid = $1 and (retires_at is null or retires_at >= $2)',
      [kid, at],
    );
    return rows[0]?.public_jwk;
  }

  /** One rotation at a time, in whatever process. */
  async lock(manager: EntityManager): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('auth.signing_key', 0))`);
  }

  async insert(key: SigningKeyRow, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into auth.signing_key (kid, state, public_jwk, private_key_sealed, created_at, activated_at)
       values ($1, $2, $3, $4, $5, case when $2 = 'active' then $5::timestamptz end)`,
      [key.kid, key.state, key.publicJwk, key.privateKeySealed, key.createdAt],
    );
  }

  async activate(kid: string, at: Date, manager: EntityManager): Promise<void> {
    await manager.query(`update auth.signing_key set state = 'active', activated_at = $2 where kid = $1`, [kid, at]);
  }

  async retire(kid: string, retiresAt: Date, manager: EntityManager): Promise<void> {
    await manager.query(`update auth.signing_key set state = 'retiring', retires_at = $2 where kid = $1`, [
      kid,
      retiresAt,
    ]);
  }

  /** Takes the keys away whose time has come, and their private halves with them. Answers how many. */
  async forgetRetiring(until: Date, manager: EntityManager): Promise<number> {
    const rows = await changeRows(
      manager,
      `update auth.signing_key set state = 'retired', private_key_sealed = ''
       where state = 'retiring' and retires_at <= $1 returning kid`,
      [until],
    );
    return rows.length;
  }
}

function keyOf(row: Row): SigningKeyRow {
  return {
    kid: row.kid,
    state: row.state,
    publicJwk: row.public_jwk,
    privateKeySealed: row.private_key_sealed,
    createdAt: row.created_at,
  };
}
