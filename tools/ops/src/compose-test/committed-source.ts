import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '../repository.js';
import { program } from './program.js';

export interface Source {
  readonly folder: string;
  readonly title: string;
  remove(): void;
}

/** The last commit, laid out anew, so that an image never holds what lies about in somebody's folder. */
export async function committedSource(): Promise<Source> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-source-'));
  const archive = path.join(folder, 'source.tar');
  await program('git', ['archive', '--output', archive, 'HEAD'], { folder: repository });
  await program('tar', ['-xf', archive], { folder });
  rmSync(archive);
  const commit = await program('git', ['rev-parse', '--short', 'HEAD'], { folder: repository });
  return { folder, title: `commit ${commit.trim()}`, remove: () => rmSync(folder, { recursive: true }) };
}
