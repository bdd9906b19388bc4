import type { ComposeService } from '../compose/compose-file.js';

/** All that a site says of itself: the ConfigMap `caregate`, which kustomization.yaml makes. */
export const CONFIGURATION = 'caregate';
const HOST = 'CAREGATE_HOST';
/** In a cluster the edge has no address of its own that could stand in a file. */
const ofSite = ['TRUSTED_PROXIES'];
const variable = /^\$\{(\w+)(?::-(.*))?\}$/u;

export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

/** The environment of the compose file, with what it takes from `.env` taken from the ConfigMap. */
export function environmentOf({ environment }: ComposeService): readonly Variable[] {
  // Kubernetes puts `$(NAME)` in only where NAME stands before.
  return [fromSite(HOST, HOST), ...Object.entries(environment).flatMap(([name, value]) => one(name, value))];
}

/** Names and usual values of what the ConfigMap has to say for a service. */
export function siteDefaults({ environment }: ComposeService): readonly (readonly [name: string, value: string])[] {
  return Object.values(environment).flatMap((value) => {
    const [, name, usual] = variable.exec(value) ?? [];
    return name === undefined || name === HOST ? [] : [[name, usual ?? ''] as const];
  });
}

function one(name: string, value: string): Variable[] {
  if (name === HOST) return [];
  if (ofSite.includes(name)) return [fromSite(name, name)];
  const [, taken] = variable.exec(value) ?? [];
  if (taken !== undefined) return [fromSite(name, taken)];
  return [{ name, value: value.trimEnd().replaceAll(/\$\{CAREGATE_HOST(?::\?[^}]*)?\}/gu, `$(${HOST})`) }];
}

function fromSite(name: string, key: string): Variable {
  return { name, valueFrom: { configMapKeyRef: { name: CONFIGURATION, key } } };
}
