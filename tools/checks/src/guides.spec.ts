import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];

/** Of a deployment, whose keeper makes them. */
const madeByReaders =
  /^deploy\/(?:compose\/(?:\.env|secrets|docker-compose\.override\.yml)|traefik\/dynamic\/certificate\.yml)/u;
/** Methods of MCP. */
const methods = ['tools/call', 'tools/list'];

const sourceFiles = globSync(['{apps,libs,tools}/*/src/**/*.{ts,tsx}', 'libs/*/*/src/**/*.ts', 'apps/*/*.ts'], {
  cwd: root,
});
const rules = globSync('deploy/prometheus/rules/*.yml', { cwd: root }).map(read).join('\n');
const alerts = [...rules.matchAll(/^ *- alert: (\w+)/gmu)].map(([, name = '']) => name);

describe.each(pages)('%s', (page) => {
  const text = read(page);
  /** Absent where the page has none. */
  const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, what = '']) => what))];

  it('leads nowhere that is not there', () => {
    const links = found(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu);
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('names files that are there', () => {
    const files = found(/`((?:apps|libs|tools|deploy|docs)\/[^`\s{}*<>…]+)`/gu);
    const missing = files.filter((file) => !methods.includes(file) && !madeByReaders.test(file));
    expect(missing.filter((file) => !existsSync(path.join(root, sourceOf(file))))).toEqual([]);
  });

  it('names sources that are there by the end of their path', () => {
    const ends = found(/`([\w.-]+(?:\/[\w.-]+)*\.tsx?)`/gu);
    expect(ends.filter((end) => !sourceFiles.some((file) => `/${file}`.endsWith(`/${end}`)))).toEqual([]);
  });

  it('runs programs that are there', () => {
    const programs = found(/\bnode ((?:apps|libs|tools)\/\S+\.m?js)\b/gu);
    expect(programs.filter((file) => !existsSync(path.join(root, sourceOf(file))))).toEqual([]);
  });

  it('names commands that there are', () => {
    const { scripts } = z
      .looseObject({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    expect(found(/\bnpm run ([a-z][\w:-]*)/gu).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('shows JSON that can be read', () => {
    const examples = found(/^ *```json[^\n]*\n([^]*?)^ *```/gmu).filter((example) => !/…|^ *\/\//mu.test(example));
    for (const example of examples) expect(() => JSON.parse(example) as unknown).not.toThrow();
  });

  it('names variables that somebody reads', () => {
    const names = found(/\b([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\b/gu);
    const shell = names.filter((name) => new RegExp(`\\$\\{?${name}\\b`, 'u').test(text));
    const ours = names.filter((name) => !shell.includes(name) && !name.startsWith('NODE_'));
    expect(ours.filter((name) => !isRead(name))).toEqual([]);
  });

  it('counts alert rules as they are', () => {
    for (const count of found(/\b(\d+) alert rules\b/gu)) expect(Number(count)).toBe(alerts.length);
  });
});

describe('every page', () => {
  it('is led to from another one', () => {
    const linked = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)/gu)].map(([, link = '']) => path.join(path.dirname(page), link)),
    );
    expect(pages.filter((page) => page !== 'README.md' && !linked.includes(page))).toEqual([]);
  });
});

describe('docs/guides/operate.md', () => {
  it('tells of alerts that there are', () => {
    const [, table = ''] =
      /^\| Alert [^\n]*\n\| -[^\n]*\n((?:\|[^\n]*\n)+)/mu.exec(read('docs/guides/operate.md')) ?? [];
    const told = table
      .split('\n')
      .flatMap((row) => (row.split('|')[1] ?? '').split(','))
      .map((name) => name.trim());
    expect(told.filter((name) => name !== '' && !alerts.includes(name))).toEqual([]);
    expect(told).toContain('AppDown');
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(root, target))) return false;
  return anchor === undefined || headings(read(target)).includes(anchor);
}

/** As GitHub makes anchors of them. */
function headings(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gmu)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What is compiled need not be there yet. */
function sourceOf(file: string): string {
  return file.replace(/:\d+$/u, '').replace(/\/dist\/(.+)\.js$/u, '/src/$1.ts');
}

let sources: string | undefined;
function isRead(name: string): boolean {
  const patterns = [
    '{apps,libs/*,tools}/*/src/**/*.ts',
    'deploy/**/*.{yml,yaml,env,sh,json}',
    'docs/reference/config.md',
  ];
  const files = () => globSync(patterns, { cwd: root }).filter((file) => !file.endsWith('.spec.ts'));
  sources ??= files().map(read).join('\n');
  // Each secret can be in a file, whose name is then told by a variable of that name.
  return [name, name.replace(/_FILE$/u, '')].some((each) => new RegExp(`\\b${each}\\b`, 'u').test(sources ?? ''));
}
