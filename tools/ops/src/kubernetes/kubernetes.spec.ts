import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { readComposeFile } from '../compose/compose-file.js';
import { repository } from '../repository.js';
import { renderKubernetes } from './render-kubernetes.js';

const base = path.join(repository, 'deploy/kubernetes/base');
const rendered = renderKubernetes();
const compose = readComposeFile();
const manifest = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }).default({ name: '' }),
});
const all = [...rendered.values()].flatMap((text) =>
  parseAllDocuments(text).map((document) => manifest.parse(document.toJS())),
);
const texts = [...rendered.values()].join('\n');

describe('the manifests of deploy/kubernetes', () => {
  it.each([...rendered])('%s is what the compose file says', (name, text) => {
    expect(readFileSync(path.join(base, name), 'utf8')).toBe(text);
  });

  it('are all there is, and kustomization.yaml names each', () => {
    expect(readdirSync(base).toSorted()).toEqual([...rendered.keys()].toSorted());
    const named = all.find(({ kind }) => kind === 'Kustomization')?.['resources'];
    expect(named).toEqual([...rendered.keys()].filter((name) => name !== 'kustomization.yaml'));
  });

  it('take from the compose file the environment of each app, and leave no variable of it unfilled', () => {
    expect(texts).not.toMatch(/\$\{[A-Z]/u);
    for (const name of ['auth', 'ehr-mcp', 'imaging-mcp', 'orchestrator', 'bridge'])
      for (const variable of Object.keys(compose.services[name]?.environment ?? {}))
        expect(rendered.get(`${name}.yaml`)).toContain(`name: ${variable}\n`);
  });

  it('have whatever is asked over HTTP wait before it ends, our apps by themselves (feature O08)', () => {
    for (const name of ['auth', 'ehr-mcp', 'imaging-mcp', 'orchestrator', 'bridge'])
      expect(rendered.get(`${name}.yaml`)).not.toContain('preStop');
    for (const name of ['console', 'traefik']) expect(rendered.get(`${name}.yaml`)).toContain('preStop');
    expect(rendered.get('kustomization.yaml')).toContain('STOP_DELAY_SECONDS=7');
  });

  it('ask the ConfigMap for nothing that it does not have', () => {
    const asked = [...texts.matchAll(/configMapKeyRef:\s+name: caregate\s+key: (\w+)/gu)].map(([, key]) => key);
    const kustomization = rendered.get('kustomization.yaml') ?? '';
    expect(new Set(asked).size).toBeGreaterThan(3);
    for (const key of new Set(asked)) expect(kustomization).toMatch(new RegExp(`^ +- '?${key}=`, 'mu'));
  });

  it('ask the Secret for no more than the files that deploy:setup writes, each service for its own', () => {
    const asked = [...texts.matchAll(/- key: (\w+)\s+path: \1\n/gu)].map(([, key = '']) => key);
    expect(asked.filter((key) => compose.secrets[key] === undefined)).toEqual([]);
    for (const [name, { secrets }] of Object.entries(compose.services))
      for (const [, key = ''] of (rendered.get(`${name}.yaml`) ?? '').matchAll(/- key: (\w+)\s+path: \1\n/gu))
        expect(secrets).toContain(key);
  });
});
