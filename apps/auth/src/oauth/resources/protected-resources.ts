import type { ProtectedResourceConfig } from './protected-resource.config.js';

/** The services for which tokens are issued, found by the `resource` parameter of RFC 8707. */
export class ProtectedResources {
  private readonly byAddress: ReadonlyMap<string, ProtectedResourceConfig>;
  readonly byDefault: ProtectedResourceConfig;

  constructor(readonly all: readonly ProtectedResourceConfig[]) {
    const [first] = all;
    if (first === undefined) throw new Error('At least one protected resource is needed.');
    this.byDefault = first;
    this.byAddress = new Map(all.map((resource) => [canonical(resource.url), resource]));
  }

  find(address: string): ProtectedResourceConfig | undefined {
    return URL.canParse(address) ? this.byAddress.get(canonical(address)) : undefined;
  }

  /** Whether any of them is at the origin of that address. */
  areAtOriginOf(address: string): boolean {
    const origin = URL.parse(address)?.origin;
    return this.all.some(({ url }) => new URL(url).origin === origin);
  }
}

/** MCP clients write the same address with and without the last slash, and hosts in any case (RFC 3986 §6.2.2). */
function canonical(address: string): string {
  return new URL(address).href.replace(/\/$/u, '');
}
