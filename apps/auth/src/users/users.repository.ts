import { isRole, type Role } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';
import type { UserAccount } from './user-account.js';

export interface NewUser {
  readonly email: string | undefined;
  readonly name: string;
  readonly role: Role;
}

/** Who somebody is at an identity provider. */
interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

interface Row {
  id: string;
  email: string;
  email_verified: boolean;
  name: string;
  role: string;
  role_assigned_by: string | null;
  active: boolean;
  language: string;
  preferences: Record<string, unknown>;
}

const COLUMNS = 'id, email, email_verified, name, role, role_assigned_by, active, language, preferences';

export class UsersRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(id: string): Promise<UserAccount | undefined> {
    const rows = await selectRows<Row>(
      this.dataSource.manager,
      `select ${COLUMNS} from auth.user_account where id = $1`,
      [id],
    );
    return rows[0] && accountOf(rows[0]);
  }

  /** Holds back whoever signs in for the first time in a second window, until this transaction ends. */
  async lockIdentity(issuer: string, subject: string, manager: EntityManager): Promise<void> {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`${issuer} ${subject}`]);
  }

  async findByIdentity(issuer: string, subject: string, manager: EntityManager): Promise<UserAccount | undefined> {
    const rows = await selectRows<Row>(
      manager,
      `select ${COLUMNS} from auth.user_account
       where id = (select user_id from auth.user_identity where issuer = $1 and subject = $2)`,
      [issuer, subject],
    );
    return rows[0] && accountOf(rows[0]);
  }

  /** Also when an account is waiting for whoever signs in with this address first. */
  async isEmailFree(email: string, manager: EntityManager): Promise<boolean> {
    const rows = await selectRows(
      manager,
      'select from auth.user_account where lower(email) = lower($1) and active and email_verified',
      [email],
    );
    return rows.length === 0;
  }

  /** The account that an administrator made for this address, or else a new one. */
  async insert(user: NewUser, identity: Identity, manager: EntityManager): Promise<UserAccount> {
    const { email } = user;
    const invited = email === undefined ? undefined : await this.acceptInvitation(email, identity, manager);
    return invited ?? this.create(user, identity, manager);
  }

  /**
   * Only an address that the provider vouches for leads here, and only once: an account that somebody signs in to is
   * theirs, and no other identity comes to it by its address.
   */
  private async acceptInvitation(
    email: string,
    identity: Identity,
    manager: EntityManager,
  ): Promise<UserAccount | undefined> {
    const [row] = await changeRows<Row>(
      manager,
      `update auth.user_account set email_verified = true, last_login_at = now()
       where lower(email) = lower($1) and active and not email_verified returning ${COLUMNS}`,
      [email],
    );
    if (row === undefined) return undefined;
    await manager.query('insert into auth.user_identity (issuer, subject, user_id) values ($1, $2, $3)', [
      identity.issuer,
      identity.subject,
      row.id,
    ]);
    return accountOf(row);
  }

  private async create(user: NewUser, identity: Identity, manager: EntityManager): Promise<UserAccount> {
    const [row] = await selectRows<Row>(
      manager,
      `with account as (
         insert into auth.user_account (email, email_verified, name, role, last_login_at)
         values (coalesce($1, uuidv7() || '@unverified.invalid'), $1 is not null, $2, $3, now()) returning ${COLUMNS}
       ), identity as (
         insert into auth.user_identity (issuer, subject, user_id) select $4, $5, id from account
       )
       select * from account`,
      [user.email ?? null, user.name, user.role, identity.issuer, identity.subject],
    );
    if (row === undefined) throw new Error('The new account was not returned.');
    return accountOf(row);
  }

  /** What the provider says anew at each sign-in. */
  async refresh(
    id: string,
    facts: { name: string; role: Role; at: Date },
    manager: EntityManager,
  ): Promise<UserAccount> {
    const [row] = await changeRows<Row>(
      manager,
      `update auth.user_account set name = $2, role = $3, last_login_at = $4 where id = $1 returning ${COLUMNS}`,
      [id, facts.name, facts.role, facts.at],
    );
    if (row === undefined) throw new Error('The account has gone.');
    return accountOf(row);
  }
}

/** An address nobody vouches for is not kept: `.invalid` (RFC 2606 §2) only fills the column, and is never shown. */
function accountOf(row: Row): UserAccount {
  if (!isRole(row.role)) throw new Error(`Account ${row.id} has a role that this program does not know.`);
  return {
    id: row.id,
    ...(row.email_verified ? { email: row.email } : {}),
    name: row.name,
    role: row.role,
    isRolePinned: row.role_assigned_by !== null,
    active: row.active,
    language: row.language,
    preferences: row.preferences,
  };
}
