import { audience, OrchestratorHouse } from '../testing/orchestrator-house.js';

describe('the orchestrator as a protected resource', () => {
  let house: OrchestratorHouse;
  beforeAll(async () => {
    house = await OrchestratorHouse.open();
  });
  afterAll(() => house.close());

  const at = (path: string) => fetch(`http://127.0.0.1:${house.running.port}${path}`);

  it('says to anybody which authorization server gives its tokens (RFC 9728 §2)', async () => {
    const answer = await at('/.well-known/oauth-protected-resource');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({
      resource: audience,
      authorization_servers: [house.issuer.issuer],
      scopes_supported: expect.arrayContaining(['read:agents', 'write:pipelines']),
    });
  });

  it('points whoever comes without a token to that document (§5.1)', async () => {
    const answer = await at('/api/v1/agents');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain(
      `resource_metadata="${audience}/.well-known/oauth-protected-resource"`,
    );
  });
});
