import { modulesOf } from './modules.js';
import { isRole, roles } from './roles.js';

describe('modules of the console', () => {
  it('are what the permissions of a role open (feature U02)', () => {
    expect(modulesOf('admin')).toEqual([
      'account',
      'agents',
      'tasks',
      'pipelines',
      'clients',
      'users',
      'audit',
      'emergency-reviews',
    ]);
    expect(modulesOf('typist')).toEqual(['account', 'patients']);
    expect(modulesOf('radiologist')).toEqual(['account', 'patients', 'images', 'agents', 'tasks', 'pipelines']);
  });

  it('leave nobody without a page of their own', () => {
    for (const role of Object.keys(roles).filter(isRole)) expect(modulesOf(role)).toContain('account');
  });

  it('show users and the audit trail to administrators alone', () => {
    const others = Object.keys(roles)
      .filter(isRole)
      .filter((role) => role !== 'admin');
    for (const role of others) expect(modulesOf(role)).not.toEqual(expect.arrayContaining(['users']));
    for (const role of others) expect(modulesOf(role)).not.toEqual(expect.arrayContaining(['audit']));
  });
});
