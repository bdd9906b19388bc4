import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

const program = path.resolve(import.meta.dirname, '../../dist/tour.main.js');

describe('the folder of a tour', () => {
  it('is a new one each time, which the database of root can enter', () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'caregate-tours-'));
    const folders = [temporaryFolder(parent), temporaryFolder(parent)];
    expect(folders.map((each) => statSync(each).mode & 0o777)).toEqual([0o711, 0o711]);
    expect(readdirSync(parent)).toHaveLength(2);
    rmSync(parent, { recursive: true });
  });

  it('that cannot be made is told in one sentence, with the status of a tour that did not begin', () => {
    const parent = path.join(tmpdir(), 'caregate-nowhere');
    const env = { TMPDIR: parent };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--json'], { env, encoding: 'utf8' });
    expect(stderr).toMatch(/^No folder can be made in \S+caregate-nowhere \(ENOENT\)\.\n→ [^\n]+ TMPDIR\.\n$/u);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
