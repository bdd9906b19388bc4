import { newUser, userQuery } from './user-requests.js';

const person = { name: 'Ada Byron', email: 'ada@hospital.example', role: 'nurse' };

describe('what administrators ask of users (feature U01)', () => {
  it.each(['Ada Byron', 'Ayanda Khumalo-Dlamini', 'محمد علي', '田中 花子'])('takes %s for a name', (name) => {
    expect(newUser.safeParse({ ...person, name }).success).toBe(true);
  });

  it.each([
    ['a character that databases do not take', 'Ada\u0000Byron'],
    ['a line break', 'Ada\nByron'],
    ['a character that turns what follows around', '\u202Enimda'],
    ['nothing but spaces', '   '],
    ['more than two hundred characters', 'a'.repeat(201)],
  ])('takes no name with %s', (_what, name) => {
    expect(newUser.safeParse({ ...person, name }).success).toBe(false);
  });

  it('looks for nothing that no name can have', () => {
    expect(userQuery.safeParse({ search: 'ada' }).success).toBe(true);
    expect(userQuery.safeParse({ search: 'a\u0000' }).success).toBe(false);
  });
});
