import { randomUUID } from 'node:crypto';
import {
  accountAccess,
  accountGrants,
  agentList,
  auditEventList,
  auditLogPage,
  authStatus,
  newUser,
  pipelineList,
  problem,
  roleList,
  signInProviders,
  taskList,
  user,
  userChange,
  userList,
  userQuery,
  type AccountGrant,
  type AgentTask,
  type AuditEntry,
  type PipelineList,
  type User,
} from '@caregate/core-contracts';
import { isRole, modulesOf, permissionsOf, roles, type Role } from '@caregate/core-permissions';
import { FixtureEmergencies } from './fixture-emergencies.fixture.js';
import { agents, entriesOf, grantsOf, peopleOf, pipelinesOf, tasksOf } from './fixture-data.fixture.js';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** The services behind the console, as far as it asks them; every answer is one that the contracts allow. */
export class FixtureApi {
  role: Role | undefined = 'admin';
  idleSeconds = 900;
  people: User[] = peopleOf();
  entries: AuditEntry[] = entriesOf();
  grants: AccountGrant[] = grantsOf();
  tasks: AgentTask[] = tasksOf();
  pipelines: PipelineList['pipelines'] = pipelinesOf();
  readonly emergencies = new FixtureEmergencies();
  agentsAreDown = false;
  /** The next questions for this path are answered so. */
  readonly instead = new Map<string, Answer>();
  readonly asked: Asked[] = [];
  private readonly refusedOnce = new Set<string>();

  /** As at the beginning. */
  reset(): void {
    this.role = 'admin';
    this.idleSeconds = 900;
    this.people = peopleOf();
    this.entries = entriesOf();
    this.grants = grantsOf();
    this.tasks = tasksOf();
    this.pipelines = pipelinesOf();
    this.emergencies.reset();
    this.agentsAreDown = false;
    this.instead.clear();
    this.asked.length = 0;
  }

  /** As when a change of role has ended the tokens of before. */
  refuseOnce(path: string): void {
    this.refusedOnce.add(path);
  }

  answer(asked: Asked): Answer {
    this.asked.push(asked);
    if (this.refusedOnce.delete(asked.path)) return refused(401, 'token.revoked', 'The token was revoked.');
    const instead = this.instead.get(asked.path);
    if (instead !== undefined) return instead;
    if (asked.path.startsWith('/auth/')) return this.atTheDoor(asked);
    if (this.role === undefined) return refused(401, 'token.absent', 'No access token was shown.');
    if (asked.path.startsWith('/agents/')) return this.ofAgents(asked);
    if (asked.path === '/account/access') return { status: 200, body: this.access(this.role) };
    if (asked.path.startsWith('/account/grants')) return this.ofGrants(asked);
    if (asked.path.includes('/break-glass')) return this.emergencies.answer(asked, this.role);
    if (asked.path === '/roles') return ok(roleList, { roles: rolesOf() });
    if (this.role !== 'admin') return refused(403, 'access.role.refused', 'Your role does not include this operation.');
    if (asked.path.startsWith('/audit/')) return this.ofTrail(asked);
    return this.ofUsers(asked);
  }

  private atTheDoor({ path }: Asked): Answer {
    if (path === '/auth/providers')
      return ok(signInProviders, {
        providers: [
          { name: 'sandbox', title: 'Sandbox hospital', href: '/auth/sandbox' },
          { name: 'google', title: 'Google', href: '/auth/google' },
        ],
      });
    if (path === '/auth/logout') {
      this.role = undefined;
      return { status: 200, body: { message: 'Logged out successfully' } };
    }
    if (this.role === undefined) return ok(authStatus, { authenticated: false });
    const [{ id, email, name }] = this.people as [User];
    const { role } = this;
    const person = { id, email, name, role, permissions: [...permissionsOf(role)], language: 'en-ZA', preferences: {} };
    return ok(authStatus, {
      authenticated: true,
      user: person,
      session: { id: randomUUID(), expires_at: '2026-11-22T01:00:00.000Z', idle_seconds: this.idleSeconds },
    });
  }

  private access(role: Role) {
    return accountAccess.parse({
      subject: this.people[0]?.id,
      kind: 'user',
      role,
      scopes: ['read:account'],
      permissions: permissionsOf(role),
      modules: modulesOf(role),
      relations: [
        {
          id: randomUUID(),
          kind: 'assignment',
          patient_id: 'b4f3c0f2-7a31-4b7e-9a80-3c4f3f3f2a11',
          valid_from: '2026-11-02T08:00:00.000Z',
          expires_at: null,
        },
      ],
    });
  }

  private ofGrants({ method, path }: Asked): Answer {
    if (method === 'GET') return ok(accountGrants, { grants: this.grants });
    const id = path.split('/').at(-1);
    if (!this.grants.some((grant) => grant.id === id))
      return refused(404, 'oauth.grant.unknown', 'There is no such consent.');
    this.grants = this.grants.filter((grant) => grant.id !== id);
    return { status: 204 };
  }

  private ofAgents({ path, query }: Asked): Answer {
    if (this.agentsAreDown) return { status: 502 };
    const [kind = '', id] = path.replace('/agents/api/v1/', '').split('/');
    if (id !== undefined) return this.oneOf(kind, id);
    if (kind === 'agents') return ok(agentList, paged('agents', agents, query));
    if (kind === 'tasks') {
      const found = this.tasks.filter(({ status }) => (query['status'] ?? status) === status);
      return ok(taskList, paged('tasks', found, query));
    }
    return ok(pipelineList, paged('pipelines', this.pipelines, query));
  }

  private oneOf(kind: string, id: string): Answer {
    const pipelines = this.pipelines.map((each) => ({ ...each, input_data: {}, output_data: null }));
    const found =
      kind === 'tasks'
        ? this.tasks.find((task) => task.task_id === id)
        : kind === 'agents'
          ? agents.find((agent) => agent.agent_id === id)
          : pipelines.find((pipeline) => pipeline.pipeline_id === id);
    return found === undefined
      ? refused(404, 'agent.not_found', 'There is nothing with this id.')
      : { status: 200, body: found };
  }

  private ofTrail({ path, query }: Asked): Answer {
    if (path === '/audit/events/names')
      return ok(auditEventList, {
        events: [
          { name: 'patient.read', title: 'Patient looked at' },
          { name: 'login.refused', title: 'Sign-in refused' },
        ],
      });
    const matching = this.entries.filter(
      ({ event, outcome, actor, id }) =>
        (query['action'] ?? event) === event &&
        (query['outcome'] ?? outcome) === outcome &&
        (query['user'] ?? actor.subject) === actor.subject &&
        (query['after'] === undefined || id < query['after']),
    );
    const limit = Number(query['limit']);
    const entries = matching.slice(0, limit);
    const next = matching.length > limit ? { next: entries.at(-1)?.id } : {};
    return ok(auditLogPage, { entries, unreadable: [], ...next });
  }

  private ofUsers({ method, path, query, body }: Asked): Answer {
    if (method === 'GET' && path === '/users') return this.listed(query);
    if (method === 'POST') return this.created(body);
    const id = path.split('/').at(-1);
    const found = this.people.find((person) => person.id === id);
    if (found === undefined) return refused(404, 'user.not_found', 'No user has this id.');
    if (method === 'GET') return { status: 200, body: found };
    const change = method === 'DELETE' ? { active: false } : userChange.parse(body);
    const staysAdmin = (change.active ?? true) && (change.role ?? 'admin') === 'admin';
    if (found.id === this.people[0]?.id && !staysAdmin)
      return refused(409, 'user.admin.last', 'This is the last active administrator.');
    const changed = user.parse({ ...found, ...change });
    this.people = this.people.map((person) => (person === found ? changed : person));
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: changed };
  }

  private listed(query: Readonly<Record<string, string>>): Answer {
    const { skip, limit, search = '', role, active } = userQuery.parse(query);
    const found = this.people.filter(
      (person) =>
        `${person.name} ${person.email}`.toLowerCase().includes(search.toLowerCase()) &&
        (role ?? person.role) === person.role &&
        (active ?? person.active) === person.active,
    );
    return ok(userList, { users: found.slice(skip, skip + limit), total: found.length, skip, limit });
  }

  private created(body: unknown): Answer {
    const { email, name, role, hpcsa_number: number = null } = newUser.parse(body);
    if (this.people.some((person) => person.email === email))
      return refused(400, 'user.email.taken', 'An active user already has this address.');
    const times = { created_at: '2026-11-21T10:00:00.000Z', last_login: null };
    const facts = { id: randomUUID(), active: true, invited: true, language_preference: 'en-ZA', ...times };
    const assigned = { role_pinned: true, hpcsa_number: number };
    const made = user.parse({ ...facts, ...assigned, email, name, role: isRole(role) ? role : 'patient' });
    this.people = [...this.people, made];
    return { status: 201, body: made };
  }
}

function rolesOf() {
  const names = Object.keys(roles).filter(isRole);
  return names.map((name) => ({ name, permissions: [...permissionsOf(name)], modules: [...modulesOf(name)] }));
}

function paged<T>(name: string, all: readonly T[], query: Asked['query']) {
  const [limit, offset] = [Number(query['limit']), Number(query['offset'])];
  const pagination = { total: all.length, limit, offset, has_more: offset + limit < all.length };
  return { [name]: all.slice(offset, offset + limit), pagination };
}

function ok(schema: { parse(value: unknown): unknown }, value: unknown): Answer {
  return { status: 200, body: schema.parse(value) };
}

function refused(status: number, code: string, detail: string): Answer {
  return {
    status,
    body: problem.parse({ type: `urn:caregate:${code}`, title: code, status, code, detail, requestId: 'r-1' }),
  };
}
