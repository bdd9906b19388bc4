import type { IncomingMessage, Server } from 'node:http';
import { AddressRanges } from './address-ranges.js';
import { clientAddress } from './client-address.js';

const believed = new WeakMap<Server, AddressRanges>();
const nobody = new AddressRanges([]);

/** What these proxies say of whoever is behind them holds for everything that stands at the server. */
export function believeProxies(server: Server, proxies: AddressRanges): void {
  believed.set(server, proxies);
}

/** For doors beside the app, where no request has a context: those of WebSockets. */
export function senderAddress(server: Server, { socket, headers }: IncomingMessage): string | undefined {
  const proxies = believed.get(server) ?? nobody;
  return clientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString(), proxies);
}
