import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Scripts of the component library set styles one by one, which is not what `style-src` is about (CSP 3 §6.1.14). */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** Built files carry their digest in the name, so they may be kept for ever; the page that names them may not. */
const FOREVER = 'public, max-age=31536000, immutable';

/** The console's static files; each address that is no file is its one page, whose script knows what to show. */
export class ConsoleFiles {
  constructor(private readonly folder: string) {}

  async serve({ method, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') return plain(response, 405);
    const wanted = this.fileOf(url);
    const found =
      (wanted === undefined ? undefined : await this.find(wanted)) ??
      (await this.find(path.join(this.folder, 'index.html')));
    // The folder itself may have a dot in its name.
    const kind = path.extname(path.relative(this.folder, wanted ?? this.folder));
    const isMissing = found === undefined || (found.file !== wanted && kind !== '');
    if (isMissing) return plain(response, 404);
    const { file, facts } = found;
    response.writeHead(200, {
      ...securityHeaders,
      'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
      'Content-Length': facts.size,
      'Cache-Control': file.startsWith(path.join(this.folder, 'assets')) ? FOREVER : 'no-cache',
    });
    if (method === 'HEAD') return void response.end();
    await pipeline(createReadStream(file), response);
  }

  /** `undefined` for an address that would leave the folder, or that no file can have. */
  private fileOf(url: string): string | undefined {
    const [address = '/'] = url.split('?');
    try {
      const file = path.join(this.folder, decodeURIComponent(address));
      return file.startsWith(`${this.folder}${path.sep}`) && !file.includes('\0') ? file : undefined;
    } catch (error) {
      if (error instanceof URIError) return undefined;
      throw error;
    }
  }

  private async find(file: string): Promise<{ readonly file: string; readonly facts: Stats } | undefined> {
    const facts = await stat(file).catch(() => undefined);
    return facts?.isFile() === true ? { file, facts } : undefined;
  }
}

function plain(response: ServerResponse, status: 404 | 405): void {
  const body = status === 404 ? 'Not found\n' : 'Method not allowed\n';
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(body);
}
