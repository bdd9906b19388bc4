import { sandboxTenants } from '@caregate/testing';
import { givenSocialAuth } from '../../../testing/social-auth.fixture.js';

describe('directories of Microsoft that are listed', () => {
  it('are the only ones whose people come in', async () => {
    const auth = await givenSocialAuth({ MICROSOFT_ALLOWED_TENANTS: sandboxTenants[1] });
    const [stranger, listed] = [await auth.signIn('microsoft', 'sarah'), await auth.signIn('microsoft', 'abroad')];
    const refusals = await auth.trail('login.refused');
    await auth.close();
    expect([stranger.page.status, listed.page.status]).toEqual([403, 303]);
    expect(refusals).toMatchObject([{ decision: 'login.user.not_admitted', detail: { provider: 'microsoft' } }]);
  });
});
