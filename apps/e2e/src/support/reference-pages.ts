import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../../../docs/reference');

/** A tool as the reference tells of it. */
export interface PublishedTool {
  readonly name: string;
  readonly permission: string;
  readonly event: string;
  readonly arguments: readonly string[];
}

/** The tools of one app, as `docs/reference/tools.md` has them. */
export function toolsOf(app: string): readonly PublishedTool[] {
  const chapters = readFileSync(path.join(folder, 'tools.md'), 'utf8').split(/^## /mu);
  const chapter = chapters.find((text) => text.slice(0, text.indexOf('\n')).includes(app)) ?? '';
  return chapter.split(/^### /mu).slice(1).map(toolOf);
}

function toolOf(section: string): PublishedTool {
  const [, permission = '', event = ''] = /^Permission `([^`]+)` · audit event `([^`]+)`/mu.exec(section) ?? [];
  const args = [...section.matchAll(/^\| `(\w+)` \|/gmu)].map(([, name = '']) => name);
  return { name: section.slice(0, section.indexOf('\n')), permission, event, arguments: args };
}

/** The rows of the first table under a heading, each by the titles of its columns. */
export function tableOf(page: string, heading: string): readonly Readonly<Record<string, string>>[] {
  const chapter = readFileSync(path.join(folder, page), 'utf8').split(`\n## ${heading}\n`)[1] ?? '';
  const lines =
    chapter
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('|')) ?? [];
  const cells = (line = '') =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const titles = cells(lines[0]);
  return lines.slice(2).map((line) => Object.fromEntries(cells(line).map((cell, at) => [titles[at] ?? '', cell])));
}
