import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWith } from '@caregate/testing';
import { parse } from 'yaml';
import { z } from 'zod';
import { readComposeFile } from '../compose/compose-file.js';
import { repository } from '../repository.js';
import { exportedNames, namesIn } from './metric-names.js';

const prometheus = path.join(repository, 'deploy/prometheus');
const yamlIn = (folder: string) =>
  readdirSync(path.join(prometheus, folder)).map((file) => readFileSync(path.join(prometheus, folder, file), 'utf8'));

const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string(), action: z.string() }),
        }),
      ),
    }),
  ),
});
const testFile = z.looseObject({ tests: z.array(z.looseObject({ name: z.string() })) });

const rules = yamlIn('rules').flatMap((text) => ruleFile.parse(parse(text)).groups.flatMap((group) => group.rules));
const tested = yamlIn('tests').flatMap((text) => testFile.parse(parse(text)).tests.map(({ name }) => name));

describe('the alert rules (feature O07)', () => {
  it('are at least twenty, each by a name of its own, with what to do', () => {
    expect(rules.length).toBeGreaterThanOrEqual(20);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    expect(rules.filter(({ annotations }) => annotations.action.length < 10)).toEqual([]);
  });

  it('have a test each', () => {
    expect(rules.map(({ alert }) => alert).filter((alert) => !tested.includes(alert))).toEqual([]);
  });

  it('ask for nothing that nobody exports', async () => {
    const exported = await exportedNames();
    const asked = rules.flatMap(({ alert, expr }) => namesIn(expr).map((name) => `${alert}: ${name}`));
    expect(asked.filter((each) => !exported.has(each.split(': ')[1] ?? ''))).toEqual([]);
    expect(asked.length).toBeGreaterThan(rules.length);
  });

  it('name codes of the error catalogue only', () => {
    const catalogue = readFileSync(path.join(repository, 'docs/reference/errors.md'), 'utf8');
    const codes = [...catalogue.matchAll(/^\| `([a-z_]+\.[a-z_.]+)`/gm)].map(([, code = '']) => code);
    const selectors = rules.flatMap(({ expr }) => [...expr.matchAll(/code=~?"([^"]+)"/g)].map(([, code = '']) => code));
    expect(selectors.length).toBeGreaterThan(5);
    const dead = selectors.filter((selector) => !codes.some((code) => new RegExp(`^(?:${selector})$`).test(code)));
    expect(dead).toEqual([]);
  });
});

describe('what is scraped', () => {
  it('is what deploy/compose runs', () => {
    const { scrape_configs: jobs } = z
      .looseObject({
        scrape_configs: z.array(
          z.looseObject({ static_configs: z.array(z.looseObject({ targets: z.array(z.string()) })).default([]) }),
        ),
      })
      .parse(parse(readFileSync(path.join(prometheus, 'prometheus.yml'), 'utf8')));
    const hosts = jobs.flatMap((job) =>
      job.static_configs.flatMap(({ targets }) => targets.map((each) => each.split(':')[0] ?? '')),
    );
    const { services } = readComposeFile();
    expect(hosts.filter((host) => !Object.hasOwn(services, host))).toEqual([]);
    expect(
      hosts.filter(
        (host) => !services[host]?.networks.includes('doors') && !services[host]?.networks.includes('watch'),
      ),
    ).toEqual([]);
  });
});

describeWith('promtool', 'the alert rules, to Prometheus itself', (promtool) => {
  it('are understood, and so is its configuration', () => {
    const told = execFileSync(promtool, ['check', 'config', path.join(prometheus, 'prometheus.yml')], {
      encoding: 'utf8',
    });
    expect(told).toContain('7 rule files found');
  });

  it('fire when they have to and are quiet while all is well', () => {
    const files = readdirSync(path.join(prometheus, 'tests')).map((file) => path.join(prometheus, 'tests', file));
    expect(() => execFileSync(promtool, ['test', 'rules', ...files], { stdio: 'pipe' })).not.toThrow();
  });
});

describe('the dashboard (feature O03)', () => {
  const dashboard = z
    .looseObject({
      panels: z.array(
        z.looseObject({
          id: z.number(),
          title: z.string(),
          description: z.string().optional(),
          gridPos: z.strictObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
          targets: z.array(z.looseObject({ expr: z.string() })).default([]),
        }),
      ),
    })
    .parse(JSON.parse(readFileSync(path.join(repository, 'deploy/grafana/caregate.json'), 'utf8')));
  const drawn = dashboard.panels.filter(({ targets }) => targets.length > 0);

  it('shows nothing that nobody exports', async () => {
    const exported = await exportedNames();
    const shown = drawn.flatMap(({ title, targets }) =>
      targets.flatMap(({ expr }) => namesIn(expr).map((name) => `${title}: ${name}`)),
    );
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.filter((each) => !exported.has(each.split(': ')[1] ?? ''))).toEqual([]);
  });

  it('says of each panel what it shows, and lets none cover another', () => {
    expect(drawn.filter(({ description = '' }) => description.length < 5)).toEqual([]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const places = dashboard.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
    expect(dashboard.panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });

  describeWith('promtool', 'to Prometheus itself', (promtool) => {
    it('asks in words that it understands', () => {
      const recorded = drawn.flatMap(({ targets }) => targets.map(({ expr }) => plain(expr)));
      const groups = [
        { name: 'dashboard', rules: recorded.map((expr, index) => ({ record: `panel:${index}`, expr })) },
      ];
      const folder = mkdtempSync(path.join(tmpdir(), 'caregate-dashboard-'));
      const file = path.join(folder, 'panels.yml');
      writeFileSync(file, JSON.stringify({ groups }));
      expect(() => execFileSync(promtool, ['check', 'rules', file], { stdio: 'pipe' })).not.toThrow();
      rmSync(folder, { recursive: true });
    });
  });
});

/** Grafana puts its variables in before Prometheus sees them. */
function plain(expression: string): string {
  return expression.replaceAll('$__rate_interval', '5m').replaceAll('$app', '.*');
}
