import { permissionsOf, roles, ruleOf, scopes, type Role, type Scope } from '@caregate/core-permissions';
import { givenCaller } from '../fixture/callers.fixture.js';
import { clinicTools } from '../fixture/clinic.fixture.js';
import { modernMeta, question } from '../fixture/calls.fixture.js';
import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask, jsonTextOf } from '../fixture/http.fixture.js';
import { shownListings } from './shown-listings.js';

afterEach(stopServers);

const allRoles = Object.keys(roles) as Role[];
const allScopes = Object.keys(scopes) as Scope[];
const open = ['status', 'validate_token', 'wait'];
const namesFor = (...[caller]: [ReturnType<typeof givenCaller>?]) =>
  shownListings(clinicTools, caller).map(({ name }) => name);

describe('the tools that a caller is shown', () => {
  it.each(allRoles)('are those that role %s and its one scope could open, for each scope', (role) => {
    const complaints = allScopes.filter((scope) => {
      const expected = clinicTools.filter(({ permission }) => {
        if (permission === 'public') return true;
        const { scopes: accepted, ownScopes = [] } = ruleOf(permission);
        return permissionsOf(role).includes(permission) && [...accepted, ...ownScopes].includes(scope);
      });
      const shown = namesFor(givenCaller({ role, scopes: [scope] }));
      return shown.join() !== expected.map(({ name }) => name).join();
    });
    expect(complaints).toEqual([]);
  });

  it('are the open ones for nobody, and for who has no scope', () => {
    expect(namesFor()).toEqual(open);
    expect(namesFor(givenCaller({ scopes: [] }))).toEqual(open);
  });

  it('are those of the agent, whoever it acts for', () => {
    const shown = namesFor(givenCaller({ kind: 'agent', onBehalfOf: 'dr-house', scopes: ['read:patients'] }));
    expect(shown).toEqual(['get_patient', ...open]);
  });
});

describe('tools/list over HTTP', () => {
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const modern = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };

  it.each([
    ['2025-11-25', list, { 'mcp-protocol-version': '2025-11-25' }],
    ['2026-07-28', { ...list, params: { _meta: modernMeta } }, modern],
  ])('shows each caller its own tools, in %s', async (_era, message, headers) => {
    const { url, verifier } = await givenServer();
    verifier.accept('nurse', givenCaller({ role: 'nurse', scopes: ['read:patients', 'write:medications'] }));
    verifier.accept('clerk', givenCaller({ role: 'billing', scopes: ['write:vitals'] }));
    const shownTo = async (token: string) => {
      const answer = await ask(url, question(message, { ...headers, authorization: `Bearer ${token}` }));
      const tools: { name: string }[] = JSON.parse(jsonTextOf(answer)).result.tools;
      return tools.map(({ name }) => name);
    };
    expect(await shownTo('doctor')).toEqual(['get_patient', 'record_vital_signs', ...open]);
    expect(await shownTo('nurse')).toEqual(['get_patient', ...open]);
    expect(await shownTo('clerk')).toEqual(open);
  });

  it('is not answered to who brings no token or a bad one: clients count on the challenge', async () => {
    const { url } = await givenServer();
    for (const authorization of [undefined, 'Bearer stolen'])
      expect(await ask(url, question(list, { authorization }))).toMatchObject({ status: 401 });
  });
});
