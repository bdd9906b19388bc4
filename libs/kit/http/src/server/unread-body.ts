import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { nestsTooDeep } from '../validation/nests-too-deep.js';
import { readBytes } from './read-bytes.js';

/** The body of a request that has not been let in yet. */
export class UnreadBody {
  constructor(
    private readonly request: IncomingMessage,
    private readonly bytesMax: number,
    private readonly parse: (text: string) => Promise<unknown>,
  ) {}

  /** Many a client names the type of a body also where it sends none, and means nothing by it. */
  async read(): Promise<unknown> {
    const bytes = await readBytes(this.request, this.bytesMax);
    if (nestsTooDeep(bytes)) throw new DomainError('request.invalid');
    return bytes.length === 0 ? undefined : this.parse(bytes.toString('utf8'));
  }
}

/**
 * The last of the guards. Those before it decide by the headers alone, so nothing of a stranger's body is kept or parsed:
 * ten megabytes of JSON cost the parser a second in which nobody else is answered. Node reads away what is left unread.
 */
export class BodyGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    const request = execution.switchToHttp().getRequest<{ body?: unknown }>();
    return request.body instanceof UnreadBody ? this.read(request, request.body) : true;
  }

  private async read(request: { body?: unknown }, unread: UnreadBody): Promise<true> {
    request.body = await unread.read();
    return true;
  }
}
