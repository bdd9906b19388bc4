import { hash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hexId } from './hex-id.js';
import type { PreparedInstance } from './prepared-instances.js';

const LINE_END = 0x0a;

/** Prepared instances in a folder, so that a picture is drawn and encoded once and not after every start. */
export class KeptInstances {
  constructor(readonly folder: string) {}

  has(sopInstanceUid: string): boolean {
    return existsSync(this.fileOf(sopInstanceUid));
  }

  /** `undefined` of what is not there, or not as it was written: whoever asks prepares it again. */
  async read(sopInstanceUid: string): Promise<PreparedInstance | undefined> {
    const file = await this.contentOf(sopInstanceUid);
    const digestEnd = file?.indexOf(LINE_END) ?? -1;
    if (file === undefined || digestEnd < 0) return undefined;
    const content = file.subarray(digestEnd + 1);
    if (digestOf(content) !== file.toString('latin1', 0, digestEnd)) return undefined;
    const headEnd = content.indexOf(LINE_END);
    // As `write` made it: the digest holds.
    const { frame, ...rest } = JSON.parse(content.toString('utf8', 0, headEnd)) as PreparedInstance;
    return { ...rest, frame: { ...frame, codestream: content.subarray(headEnd + 1) } };
  }

  /** To its place in one step, so that nobody reads half of it. A folder that cannot be written keeps nothing. */
  async write(instance: PreparedInstance): Promise<void> {
    const { codestream, ...frame } = instance.frame;
    const content = Buffer.concat([Buffer.from(`${JSON.stringify({ ...instance, frame })}\n`), codestream]);
    const file = this.fileOf(instance.sopInstanceUid);
    const draft = `${file}.${randomUUID()}.draft`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(draft, [`${digestOf(content)}\n`, content]);
      await rename(draft, file);
    } catch (error) {
      if (!isOfTheDisk(error)) throw error;
    }
  }

  private async contentOf(sopInstanceUid: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.fileOf(sopInstanceUid));
    } catch (error) {
      if (isOfTheDisk(error)) return undefined;
      throw error;
    }
  }

  private fileOf(sopInstanceUid: string): string {
    return path.join(this.folder, hexId('instance', sopInstanceUid));
  }
}

function digestOf(content: Buffer): string {
  return hash('sha256', content);
}

/** Not there, not ours, read-only or full: all of them mean to do without. */
function isOfTheDisk(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
