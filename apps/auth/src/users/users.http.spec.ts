import { randomUUID } from 'node:crypto';
import { problem, roleList, user, userList, type User, type UserList } from '@caregate/core-contracts';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { tokensFor } from '../testing/oauth-client.fixture.js';
import { until } from '../testing/until.fixture.js';

describe('users in the hands of an administrator (feature U01)', () => {
  let auth: GivenAuth;
  let admin: Awaited<ReturnType<typeof asRole>>;
  let adminId: string;
  beforeAll(async () => {
    auth = await givenAuth();
    admin = await asRole(auth, 'admin');
    adminId = (await list('role=admin')).users[0]?.id ?? '';
  });
  afterAll(() => auth.close());

  const list = async (query: string): Promise<UserList> =>
    userList.parse(await (await admin(`/users?${query}`)).json());
  const create = (body: object) => admin('/users', { method: 'POST', body });
  const created = async (name: string, role = 'nurse'): Promise<User> =>
    user.parse(await (await create({ email: `${name}@ward.example`, name, role })).json());
  const change = (id: string, body: object, method = 'PATCH') => admin(`/users/${id}`, { method, body });
  const codeOf = async (answer: Response) => [answer.status, problem.parse(await answer.json()).code];
  const rows = () => auth.ask('select * from auth.user_account order by id');
  const lastOf = async (event: string) => (await auth.trail(event)).at(-1);

  it('are listed by pages, searched and filtered, and who looked is on the trail', async () => {
    await created('paging-one', 'typist');
    await created('paging_two', 'typist');
    const [first, second] = [await list('role=typist&limit=1'), await list('role=typist&limit=1&skip=1')];
    expect([first.total, second.total]).toEqual([2, 2]);
    const names = [...first.users, ...second.users].map(({ name }) => name);
    expect(names.toSorted()).toEqual(['paging-one', 'paging_two']);
    expect((await list('search=PAGING_')).users.map(({ name }) => name)).toEqual(['paging_two']);
    expect(await list('role=typist&skip=50')).toMatchObject({ users: [], total: 2, skip: 50 });
    expect((await list('active=false&role=typist')).users).toEqual([]);
    expect(await lastOf('user.read')).toMatchObject({ outcome: 'success', permission: 'user:manage' });
  });

  it('are created for a person who has not signed in yet, once for each address', async () => {
    const answer = await create({ email: 'New@Ward.Example', name: ' New Person ', role: 'radiologist' });
    const made = user.parse(await answer.json());
    expect([answer.status, made]).toMatchObject([
      201,
      { email: 'new@ward.example', name: 'New Person', role: 'radiologist', active: true, invited: true },
    ]);
    expect(await lastOf('user.provisioned')).toMatchObject({
      actor: { subject: adminId },
      entity: { type: 'User', id: made.id },
      detail: { change: 'created', role: 'radiologist' },
    });
    const again = await create({ email: 'NEW@ward.example', name: 'Other', role: 'nurse' });
    expect(await codeOf(again)).toEqual([400, 'user.email.taken']);
  });

  it('keep the account made for them at their first sign-in, and nobody else comes to it by the address', async () => {
    const { id } = await created('invited', 'billing');
    const { person } = auth.idp;
    const claims = { name: 'I. Nvited', email: 'invited@ward.example', email_verified: true };
    auth.idp.person = { sub: 'not vouched for', ...claims, email_verified: false };
    await auth.signedIn();
    auth.idp.person = { sub: 'invited-1', ...claims };
    await auth.signedIn();
    auth.idp.person = { sub: 'somebody-else', ...claims };
    await auth.signedIn();
    auth.idp.person = person;
    const identities = await auth.ask('select subject from auth.user_identity where user_id = $1', [id]);
    expect(identities).toEqual([{ subject: 'invited-1' }]);
    expect(user.parse(await (await admin(`/users/${id}`)).json())).toMatchObject({ role: 'billing', invited: false });
  });

  it.each(['PUT', 'PATCH'])('change role and name with %s, on the trail without the name', async (method) => {
    const { id } = await created(`changing-${method}`);
    const answer = await change(id, { role: 'doctor', name: 'Renamed' }, method);
    expect([answer.status, await answer.json()]).toMatchObject([200, { id, role: 'doctor', name: 'Renamed' }]);
    const entry = await lastOf('user.updated');
    expect(entry).toMatchObject({ entity: { id }, detail: { roleBefore: 'nurse', role: 'doctor', name: 'changed' } });
    expect(JSON.stringify(entry)).not.toContain('Renamed');
  });

  it('lose what their tokens opened when their role changes', async () => {
    const browser = await auth.signedIn();
    const { tokens } = await tokensFor(auth.url, browser);
    const [row] = await auth.ask<{ id: string }>(`select id from auth.user_account where name = 'Dr. Sarah Smith'`);
    expect(await isValid(tokens.access_token)).toBe(true);
    await change(row?.id ?? '', { role: 'typist' });
    await until(async () => !(await isValid(tokens.access_token)), 5000);
    expect((await browser.visit(`${auth.url}/auth/status`)).html).toContain('"authenticated":true');
  });

  it('are deactivated, never lost, and neither session nor token of theirs opens anything afterwards', async () => {
    const { person } = auth.idp;
    auth.idp.person = { sub: 'leaver', name: 'Leaver', role: 'nurse' };
    const browser = await auth.signedIn();
    const { tokens } = await tokensFor(auth.url, browser);
    auth.idp.person = person;
    const [leaver] = (await list('search=Leaver')).users;
    const answer = await admin(`/users/${leaver?.id}`, { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect(await lastOf('user.deactivated')).toMatchObject({ entity: { id: leaver?.id }, detail: { active: false } });
    expect((await list('search=Leaver&active=false')).total).toBe(1);
    expect((await browser.visit(`${auth.url}/auth/status`)).html).toBe('{"authenticated":false}');
    const live = await auth.ask('select from auth.session where user_id = $1 and revoked_at is null', [leaver?.id]);
    expect(live).toEqual([]);
    await until(async () => !(await isValid(tokens.access_token)), 5000);
    expect(await (await change(leaver?.id ?? '', { active: true })).json()).toMatchObject({ active: true });
  });

  it('keep the last administrator, who can neither be demoted nor leave', async () => {
    const before = await rows();
    expect(await codeOf(await change(adminId, { role: 'nurse' }))).toEqual([409, 'user.admin.last']);
    expect(await codeOf(await admin(`/users/${adminId}`, { method: 'DELETE' }))).toEqual([409, 'user.own_account']);
    expect(await codeOf(await change(adminId, { active: false }))).toEqual([409, 'user.own_account']);
    expect(await rows()).toEqual(before);
    expect(await lastOf('user.updated')).toMatchObject({ outcome: 'failure', decision: 'user.own_account' });
  });

  it.each([
    ['an unknown role', 'POST', '', { email: 'a@b.example', name: 'A', role: 'wizard' }],
    ['no name', 'POST', '', { email: 'a@b.example', name: ' ', role: 'nurse' }],
    ['no address', 'POST', '', { email: 'nobody', name: 'A', role: 'nurse' }],
    ['a field too many', 'POST', '', { email: 'a@b.example', name: 'A', role: 'nurse', id: randomUUID() }],
    ['a change of nothing', 'PATCH', `/${randomUUID()}`, {}],
    ['another address', 'PATCH', `/${randomUUID()}`, { email: 'b@b.example' }],
    ['an id that is none', 'PATCH', '/42', { role: 'nurse' }],
    ['a page of none', 'GET', '?limit=0', undefined],
    ['a number of no register', 'POST', '', { email: 'a@b.example', name: 'A', role: 'nurse', hpcsa_number: '12' }],
  ])('are refused with %s, and nothing is written', async (_case, method, path, body) => {
    const before = await rows();
    expect(await codeOf(await admin(`/users${path}`, { method, body }))).toEqual([422, 'user.invalid']);
    expect(await rows()).toEqual(before);
  });

  it('are told which facts do not hold, and a body that cannot be read is another matter', async () => {
    const answer = await create({ email: 'nobody', name: 'A', role: 'wizard' });
    const { issues = [] } = problem.parse(await answer.json());
    expect(issues.map(({ path }) => path)).toEqual(['email', 'role']);
    expect((await admin('/users', { method: 'POST', text: '{"email":' })).status).toBe(400);
  });

  it('keep their number at the council of their profession, which the trail does not repeat', async () => {
    const body = { email: 'council@ward.example', name: 'C. Ouncil', role: 'doctor', hpcsa_number: 'mp 0123456' };
    const made = user.parse(await (await create(body)).json());
    expect(made.hpcsa_number).toBe('MP0123456');
    expect(await (await change(made.id, { name: 'Other' })).json()).toMatchObject({ hpcsa_number: 'MP0123456' });
    expect(await (await change(made.id, { hpcsa_number: null })).json()).toMatchObject({ hpcsa_number: null });
    const entry = await lastOf('user.updated');
    expect(entry).toMatchObject({ detail: { hpcsaNumber: 'changed' } });
    expect(JSON.stringify(entry)).not.toContain('0123456');
  });

  it('keep the role that an administrator gave them, whatever a trusted provider says at the next sign-in', async () => {
    const { person } = auth.idp;
    auth.idp.person = { sub: 'promoted', name: 'Promoted', role: 'nurse' };
    const roleAtSignIn = async () => {
      const status = await (await auth.signedIn()).visit(`${auth.url}/auth/status`);
      return (JSON.parse(status.html) as { user: { role: string } }).user.role;
    };
    expect(await roleAtSignIn()).toBe('nurse');
    const [promoted] = (await list('search=Promoted')).users;
    expect(promoted?.role_pinned).toBe(false);
    await change(promoted?.id ?? '', { role: 'radiologist' });
    expect(await roleAtSignIn()).toBe('radiologist');
    expect((await list('search=Promoted')).users).toMatchObject([{ role: 'radiologist', role_pinned: true }]);
    expect(await auth.ask('select role_assigned_by from auth.user_account where id = $1', [promoted?.id])).toEqual([
      { role_assigned_by: adminId },
    ]);
    await change(promoted?.id ?? '', { role_pinned: false });
    expect(await lastOf('user.updated')).toMatchObject({ detail: { rolePinned: false } });
    expect(await roleAtSignIn()).toBe('nurse');
    auth.idp.person = person;
  });

  it('keep the role of their invitation too', async () => {
    await created('invited-role', 'typist');
    const { person } = auth.idp;
    const claims = { name: 'invited-role', email: 'invited-role@ward.example', email_verified: true, role: 'nurse' };
    auth.idp.person = { sub: 'invited-role', ...claims };
    for (const _signIn of ['first', 'second']) await auth.signedIn();
    auth.idp.person = person;
    expect((await list('search=invited-role')).users).toMatchObject([{ role: 'typist', invited: false }]);
  });

  it.each(['GET', 'PATCH', 'PUT', 'DELETE'])('who are nobody are not found by %s', async (method) => {
    const body = method.startsWith('P') ? { role: 'nurse' } : undefined;
    expect(await codeOf(await admin(`/users/${randomUUID()}`, { method, body }))).toEqual([404, 'user.not_found']);
  });

  it('are out of reach for a doctor and for whoever shows no token, and that is on the trail', async () => {
    const before = (await rows()).length;
    const doctor = await asRole(auth, 'doctor');
    const body = { email: 'a@b.example', name: 'A', role: 'admin' };
    expect((await doctor('/users')).status).toBe(403);
    expect((await doctor('/users', { method: 'POST', body })).status).toBe(403);
    expect((await doctor(`/users/${adminId}`, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(`${auth.url}/users`)).status).toBe(401);
    // The doctor of this spec is the one who has come in.
    expect((await rows()).length).toBe(before + 1);
    expect(await lastOf('user.deactivated')).toMatchObject({ outcome: 'refused', actor: { role: 'doctor' } });
  });

  it('have roles that say what they open, to everybody who has one (features U02, U03)', async () => {
    const doctor = await asRole(auth, 'doctor');
    const { roles } = roleList.parse(await (await doctor('/roles')).json());
    expect(roles.map(({ name }) => name)).toEqual(expect.arrayContaining(['admin', 'typist', 'billing', 'system']));
    expect(roles.find(({ name }) => name === 'typist')).toMatchObject({ modules: ['account', 'patients'] });
    expect((await fetch(`${auth.url}/roles`)).status).toBe(401);
  });

  it('keep one of two administrators who are demoted at once', async () => {
    const other = await created('second-admin', 'admin');
    const answers = await Promise.all([adminId, other.id].map((id) => change(id, { role: 'typist' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await auth.ask(`select from auth.user_account where role = 'admin' and active`)).toHaveLength(1);
  });

  async function isValid(token: string): Promise<boolean> {
    const answer = await fetch(`${auth.url}/token/validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return ((await answer.json()) as { valid: boolean }).valid;
  }
});
