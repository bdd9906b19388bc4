import path from 'node:path';
import type { Addresses } from '../ports/addresses.js';
import type { AppSpec } from '../app-process.js';
import { common, repository, tokensOf, type Installation } from '../folder/installation.js';
import { appOf } from './app-of.js';

/** The protocol's own sample server stands for the servers of others that a hospital would put there. */
const everything = {
  name: 'everything',
  title: 'Sample server',
  command: 'node',
  args: [path.join(repository, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js'), 'stdio'],
  permission: 'provider:read',
};

/** Each server behind the bridge is a resource of its own, so that a token for one opens no other. */
export function proxiedResources({ everythingMcp }: Addresses) {
  return [{ url: everythingMcp, title: everything.title }];
}

export function bridgeApp(installation: Installation): AppSpec {
  const { ports, addresses } = installation;
  return appOf(installation, {
    name: 'bridge',
    entry: 'apps/bridge/dist/main.js',
    readyUrl: `${addresses.bridge}/ready`,
    environment: {
      ...common(installation),
      ...tokensOf(addresses),
      PORT: String(ports.bridge),
      PUBLIC_URL: addresses.bridge,
      DATABASE_URL: installation.databaseUrl('caregate_bridge'),
      SERVERS: JSON.stringify([everything]),
    },
  });
}
