import { firstScopes } from './first-scopes.js';

describe('the scopes that a first sign-in asks for', () => {
  it('are those that open a tool here, without what overrides checks or administers', () => {
    expect(firstScopes).toEqual([
      'read:allergies',
      'read:appointments',
      'read:labs',
      'read:medications',
      'read:own_records',
      'read:patients',
      'read:providers',
      'read:vitals',
      'write:allergies',
      'write:appointments',
      'write:labs',
      'write:medications',
      'write:patients',
      'write:vitals',
    ]);
  });
});
