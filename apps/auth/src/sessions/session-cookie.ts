import { stringifySetCookie } from 'cookie';

/** RFC 6265bis §4.1.3.2: the prefix keeps sub-domains and plain http from planting a cookie of that name. */
export interface CookiePlace {
  readonly secure: boolean;
}

/** A cookie that no script reads and no other site's form carries; Lax, as Strict would break the way back from sign-in. */
export class HostCookie {
  readonly name: string;

  constructor(
    bareName: string,
    private readonly place: CookiePlace,
  ) {
    this.name = place.secure ? `__Host-${bareName}` : bareName;
  }

  set(value: string, maxAgeSeconds: number): string {
    return stringifySetCookie({ name: this.name, value, maxAge: maxAgeSeconds, ...this.attributes() });
  }

  clear(): string {
    return stringifySetCookie({ name: this.name, value: '', maxAge: 0, ...this.attributes() });
  }

  /** The value in a Cookie header; of two with this name neither, since nobody could say which one counts. */
  read(header: string | undefined): string | undefined {
    const values = (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.name}=`))
      .map((pair) => pair.slice(this.name.length + 1));
    return values.length === 1 ? values[0] : undefined;
  }

  private attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.place.secure } as const;
  }
}
