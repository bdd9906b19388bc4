import { DomainError } from '@caregate/core-errors';
import type { NewUserRequest, User, UserQuery } from '@caregate/core-contracts';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';

/** What is to be written into an account; what is absent stays. */
export interface UserFacts {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly active?: boolean | undefined;
}

interface Row extends Omit<User, 'created_at' | 'last_login'> {
  readonly created_at: Date;
  readonly last_login: Date | null;
}

/** An address that fills the column but that nobody vouches for (`.invalid`, RFC 2606 §2) is not shown. */
const COLUMNS = `id, case when email like '%@unverified.invalid' then null else email end as email, name, role, active,
  language as language_preference, created_at, last_login_at as last_login,
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
  async insert({ email, name, role }: NewUserRequest, manager: EntityManager): Promise<User> {
    const [row] = await refusingTakenEmail(
      selectRows<Row>(
        manager,
        `insert into auth.user_account (email, name, role) values ($1, $2, $3) returning ${COLUMNS}`,
        [email, name, role],
      ),
    );
    if (row === undefined) throw new Error('The new account was not returned.');
    return userOf(row);
  }

  /** Throws `user.email.taken` when somebody else has taken the address of an account that is to be active again. */
  async update(id: string, { name, role, active }: UserFacts, at: Date, manager: EntityManager): Promise<User> {
    const [row] = await refusingTakenEmail(
      changeRows<Row>(
        manager,
        `update auth.user_account
         set name = coalesce($2, name), role = coalesce($3, role), active = coalesce($4, active),
           deactivated_at = case coalesce($4, active) when true then null else coalesce(deactivated_at, $5) end
         where id = $1 returning ${COLUMNS}`,
        [id, name ?? null, role ?? null, active ?? null, at],
      ),
    );
    if (row === undefined) throw new DomainError('user.not_found');
    return userOf(row);
  }
}

function userOf({ created_at: createdAt, last_login: lastLogin, ...row }: Row): User {
  const { id, email, name, role, active, language_preference, invited } = row;
  const times = { created_at: createdAt.toISOString(), last_login: lastLogin?.toISOString() ?? null };
  return { id, email, name, role, active, language_preference, invited, ...times };
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
