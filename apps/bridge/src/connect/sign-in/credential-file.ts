import { hash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jsonText } from '@caregate/kit-config';
import { z } from 'zod';
import { errorCode } from '../../error-code.js';

/** Of the authorization server, hence loose (RFC 7591 §3.2.1, RFC 6749 §5.1). */
const credentials = z.object({
  resource: z.string(),
  client: z
    .looseObject({
      client_id: z.string(),
      client_secret: z.string().optional(),
      issuer: z.string().optional(),
      registration_access_token: z.string().optional(),
      registration_client_uri: z.string().optional(),
    })
    .optional(),
  tokens: z
    .looseObject({
      access_token: z.string(),
      token_type: z.string(),
      refresh_token: z.string().optional(),
      expires_in: z.number().optional(),
      scope: z.string().optional(),
      issuer: z.string().optional(),
    })
    .optional(),
  expiresAt: z.number().optional(),
});

const fileText = jsonText(credentials);

export type Credentials = z.output<typeof credentials>;

/** What is kept of a sign-in at one server: readable by its owner alone. */
export class CredentialFile {
  readonly path: string;

  constructor(
    private readonly folder: string,
    private readonly resource: string,
  ) {
    const { hostname } = new URL(resource);
    this.path = path.join(
      folder,
      `${hostname.replaceAll(/[^\w.-]/g, '_')}-${hash('sha256', resource).slice(0, 16)}.json`,
    );
  }

  /** What cannot be read as ours counts as nothing: signing in again mends it. */
  async read(): Promise<Credentials> {
    const { data } = fileText.safeParse(await this.text());
    return data ?? { resource: this.resource };
  }

  async change(changes: { [K in keyof Credentials]?: Credentials[K] | undefined }): Promise<void> {
    await this.write({ ...(await this.read()), ...changes });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  async prepareFolder(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Whole or not at all, also for another process that reads meanwhile. */
  private async write(content: object): Promise<void> {
    await this.prepareFolder();
    const draft = `${this.path}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(content, undefined, 2), { mode: 0o600, flag: 'wx' });
    await rename(draft, this.path);
  }

  private async text(): Promise<string | undefined> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}
