import { DomainError } from '@caregate/core-errors';
import type { NewUserRequest, User, UserQuery } from '@caregate/core-contracts';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';

/** What is to be written into an account; what is absent stays. */
export interface UserFacts {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly role_pinned?: boolean | undefined;
  readonly active?: boolean | undefined;
  /** `null` takes it out. */
  readonly hpcsa_number?: string | null | undefined;
}

/** Who writes, and when. */
export interface UserWriting {
  readonly by: string;
  readonly at: Date;
}

interface Row extends Omit<User, 'created_at' | 'last_login'> {
  readonly created_at: Date;
  readonly last_login: Date | null;
}

/** An address that fills the column but that nobody vouches for (`.invalid`, RFC 2606 §2) is not shown. */
const COLUMNS = `id, case when email like '%@unverified.invalid' then null else email end as email, name, role,
  role_assigned_by is not null as role_pinned, active, hpcsa_number, language as language_preference, created_at, last_login_at as last_login,
  not email_verified and email not like '%@unverified.invalid' as invited`;

/** Accounts as administrators see and change them. */
export class UsersAdminRepository {
  constructor(private readonly dataSource: DataSource) {}

  async list({ skip, limit, search, role, active }: UserQuery): Promise<{ users: User[]; total: number }> {
    const rows = await selectRows<Row & { total: string }>(
      this.dataSource.manager,
      `with found as (
         select * from auth.user_account
         where ($1::text is null or name ilike $1 or (email ilike $1 and email not like '%@unverified.invalid'))
           and ($2::text is null or role = $2) and ($3::boolean is null or active = $3)
       ), page as (
         select ${COLUMNS} from found order by lower(name), id offset $4 limit $5
       )
       select page.*, total from (select count(*) as total from found) as counted left join page on true
       order by lower(name), id`,
      [search === undefined ? null : `%${literally(search)}%`, role ?? null, active ?? null, skip, limit],
    );
    // The count stands alone in a row of its own when there is nobody on the page.
    return { users: rows.filter(({ id }) => id !== null).map(userOf), total: Number(rows[0]?.total ?? 0) };
  }

  async find(id: string, manager: EntityManager = this.dataSource.manager): Promise<User | undefined> {
    const [row] = await selectRows<Row>(manager, `select ${COLUMNS} from auth.user_account where id = $1`, [id]);
    return row && userOf(row);
  }

  /** Only of those who have an address that is shown. */
  async emailsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await selectRows<{ id: string; email: string }>(
      this.dataSource.manager,
      `select id, email from auth.user_account
       where id::text = any($1::text[]) and email not like '%@unverified.invalid'`,
      [ids],
    );
    return new Map(rows.map(({ id, email }) => [id, email]));
  }

  /** Nobody else changes this account, nor who is an administrator, until the transaction ends. */
  async lock(id: string, manager: EntityManager): Promise<User | undefined> {
    await manager.query(
      `select from auth.user_account where id = $1 or (role = 'admin' and active) order by id for update`,
      [id],
    );
    return this.find(id, manager);
  }

  /** Administrators besides this person; the caller holds the lock. */
  async otherAdmins(id: string, manager: EntityManager): Promise<number> {
    const rows = await selectRows(
      manager,
      `select from auth.user_account where role = 'admin' and active and id <> $1`,
      [id],
    );
    return rows.length;
  }

  /** Throws `user.email.taken`. */
  async insert(request: NewUserRequest, by: string, manager: EntityManager): Promise<User> {
    const { email, name, role, hpcsa_number: hpcsaNumber = null } = request;
    const [row] = await refusingTakenEmail(
      selectRows<Row>(
        manager,
        `insert into auth.user_account (email, name, role, role_assigned_by, hpcsa_number)
         values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
        [email, name, role, by, hpcsaNumber],
      ),
    );
    if (row === undefined) throw new Error('The new account was not returned.');
    return userOf(row);
  }

  /** Throws `user.email.taken` when somebody else has taken the address of an account that is to be active again. */
  async update(id: string, facts: UserFacts, { by, at }: UserWriting, manager: EntityManager): Promise<User> {
    const { name, role, role_pinned: isPinned = role === undefined ? undefined : true, active } = facts;
    const known = [id, name, role, active, at, isPinned, by].map((value) => value ?? null);
    const parameters = [...known, facts.hpcsa_number !== undefined, facts.hpcsa_number ?? null];
    const [row] = await refusingTakenEmail(
      changeRows<Row>(
        manager,
        `update auth.user_account
         set name = coalesce($2, name), role = coalesce($3, role), active = coalesce($4, active),
           deactivated_at = case coalesce($4, active) when true then null else coalesce(deactivated_at, $5) end,
           role_assigned_by = case $6::boolean when true then $7 when false then null else role_assigned_by end,
           hpcsa_number = case when $8::boolean then $9 else hpcsa_number end
         where id = $1 returning ${COLUMNS}`,
        parameters,
      ),
    );
    if (row === undefined) throw new DomainError('user.not_found');
    return userOf(row);
  }
}

function userOf({ created_at: createdAt, last_login: lastLogin, ...row }: Row): User {
  const { id, email, name, role, role_pinned, active, hpcsa_number, language_preference, invited } = row;
  const times = { created_at: createdAt.toISOString(), last_login: lastLogin?.toISOString() ?? null };
  const facts = { id, email, name, role, role_pinned, active, hpcsa_number, language_preference, invited };
  return { ...facts, ...times };
}

/** What is a pattern to LIKE is a letter to whoever searches. */
function literally(text: string): string {
  return text.replace(/[\\%_]/gu, (sign) => `\\${sign}`);
}

/** The index decides, so that two administrators at once cannot both be told that the address is free. */
async function refusingTakenEmail<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof QueryFailedError && constraintOf(cause.driverError) === 'user_account_active_email')
      throw new DomainError('user.email.taken', { cause });
    throw cause;
  }
}

function constraintOf(error: object): unknown {
  return 'constraint' in error ? error.constraint : undefined;
}
