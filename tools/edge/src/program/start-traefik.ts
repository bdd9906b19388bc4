import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { startProgram, type RunningProgram } from './start-program.js';

export interface TraefikOptions {
  readonly program: string;
  readonly folder: string;
  /** As the generated ones are; addresses, and what needs others (TLS, health of services), are changed. */
  readonly fixed: string;
  readonly dynamic: string;
  readonly port: number;
  readonly pingPort: number;
}

interface Fixed {
  readonly entryPoints: { readonly websecure: { readonly http: { readonly tls: unknown } } };
  readonly providers: { readonly file: object };
}

interface Dynamic {
  readonly http: { readonly services: Readonly<Record<string, { loadBalancer: { healthCheck?: unknown } }>> };
}

/** The real Traefik without TLS at a port of 127.0.0.1, with everything else as in production. */
export function startTraefik(options: TraefikOptions): Promise<RunningProgram> {
  const { program, folder, port, pingPort } = options;
  const routes = path.join(folder, 'dynamic');
  mkdirSync(routes, { recursive: true });
  writeFileSync(path.join(routes, 'caregate.yml'), stringify(withoutTls(parse(options.dynamic) as Dynamic)));
  const file = path.join(folder, 'traefik.yml');
  writeFileSync(file, stringify(here(parse(options.fixed) as Fixed, { port, pingPort, routes })));
  const args = ['CAREGATE_HOST=127.0.0.1', program, `--configFile=${file}`];
  const ready = async () => (await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })).status === 302;
  return startProgram({ name: 'Traefik', program: '/usr/bin/env', args, ready });
}

function here(fixed: Fixed, at: { port: number; pingPort: number; routes: string }): object {
  const { http, ...websecure } = fixed.entryPoints.websecure;
  const { tls: _tls, ...others } = http;
  return {
    ...fixed,
    certificatesResolvers: undefined,
    entryPoints: {
      websecure: { ...websecure, http: others, address: `127.0.0.1:${at.port}` },
      ping: { address: `127.0.0.1:${at.pingPort}` },
    },
    providers: { file: { ...fixed.providers.file, directory: at.routes } },
  };
}

/** Nobody is asked for health either: what stands in for services in specs may have none. */
function withoutTls({ http }: Dynamic): object {
  for (const { loadBalancer } of Object.values(http.services)) delete loadBalancer.healthCheck;
  return { http };
}
