import { folderApart } from './folder-apart.js';

describe('the folder on a command line whose rest is for another program', () => {
  it.each([
    ['nothing', [], undefined, []],
    ['what is behind it', ['--folder', '/srv/a', 'clients', 'list'], '/srv/a', ['clients', 'list']],
    [
      'what is joined to it',
      ['clients', '--folder=/srv/a', 'list', '--limit', '5'],
      '/srv/a',
      ['clients', 'list', '--limit', '5'],
    ],
    ['the last of two', ['--folder', '/srv/a', '-x', '--folder', '/srv/b'], '/srv/b', ['-x']],
    ['an empty name, which is refused later', ['--folder', ''], '', []],
  ])('is %s', (_case, words, folder, others) => {
    expect(folderApart(words)).toEqual({ folder, others });
  });

  it('is missed where nothing stands behind it', () => {
    expect(() => folderApart(['list', '--folder'])).toThrow('--folder names no path.');
  });
});
