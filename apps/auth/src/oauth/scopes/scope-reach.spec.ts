import { permissionsWith, usefulScopes } from './scope-reach.js';

describe('what role and scope leave together', () => {
  it('is no more than the scopes open', () => {
    expect(permissionsWith('doctor', ['read:vitals', 'write:vitals'])).toEqual(['vitals:read', 'vitals:write']);
    expect(permissionsWith('doctor', [])).toEqual([]);
  });

  it('is no more than the role holds', () => {
    expect(permissionsWith('nurse', ['write:medications', 'read:audit'])).toEqual([]);
  });

  it('opens the chart to patients by the scope for own records, and to nobody else by it', () => {
    expect(permissionsWith('patient', ['read:own_records'])).toContain('patient:read');
    expect(permissionsWith('doctor', ['read:own_records'])).toEqual([]);
  });

  it('drops scopes that would open nothing', () => {
    expect(usefulScopes('nurse', ['read:patients', 'write:medications', 'read:own_records'])).toEqual([
      'read:patients',
    ]);
  });
});
