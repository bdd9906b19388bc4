import { setImmediate } from 'node:timers/promises';
import type { SyntheticInstance } from '@caregate/synthetic';
import { hexId } from './hex-id.js';
import { Htj2k, type Resolution } from './htj2k.js';
import type { KeptInstances } from './kept-instances.js';
import { readPart10, type Part10 } from './read-part10.js';
import { storedSyntax } from './stored-syntax.js';

export interface PreparedInstance {
  readonly sopInstanceUid: string;
  readonly attributes: Part10['attributes'];
  readonly storedTransferSyntaxUid: string;
  readonly frame: PreparedFrame;
}

export interface PreparedFrame {
  readonly id: string;
  readonly codestream: Uint8Array;
  readonly contentType: string;
  readonly pixels: PixelFacts | undefined;
}

/** Known of frames that were encoded here; those stored as they came are not looked into. */
export interface PixelFacts {
  readonly resolutions: readonly Resolution[];
  readonly lowest: number;
  readonly highest: number;
  readonly sizeBytes: number;
}

/** Instances as the archive stores them: read and encoded when somebody first asks, and kept from then on. */
export class PreparedInstances {
  private readonly known = new Map<string, Promise<PreparedInstance>>();
  private codec: Promise<Htj2k> | undefined;

  constructor(private readonly kept?: Pick<KeptInstances, 'read' | 'write'>) {}

  frameId({ sopInstanceUid }: SyntheticInstance): string {
    return hexId('frame', sopInstanceUid, '1');
  }

  of(instance: SyntheticInstance): Promise<PreparedInstance> {
    const { sopInstanceUid } = instance;
    const known = this.known.get(sopInstanceUid);
    if (known !== undefined) return known;
    const begun = this.found(instance);
    this.known.set(sopInstanceUid, begun);
    return begun;
  }

  private async found(instance: SyntheticInstance): Promise<PreparedInstance> {
    const kept = await this.kept?.read(instance.sopInstanceUid);
    if (kept !== undefined) return kept;
    const prepared = await this.prepare(instance);
    await this.kept?.write(prepared);
    return prepared;
  }

  private async prepare(instance: SyntheticInstance): Promise<PreparedInstance> {
    // Others get their turn between two instances of a long series.
    await setImmediate();
    const file = readPart10(instance.part10());
    const stored = storedSyntax(file.transferSyntaxUid);
    return {
      sopInstanceUid: instance.sopInstanceUid,
      attributes: file.attributes,
      storedTransferSyntaxUid: stored.uid,
      frame: {
        id: this.frameId(instance),
        contentType: stored.contentType,
        ...(stored.asItCame ? { codestream: file.pixelData, pixels: undefined } : await this.encoded(file)),
      },
    };
  }

  private async encoded({ pixelData, picture }: Part10): Promise<Pick<PreparedFrame, 'codestream' | 'pixels'>> {
    this.codec ??= Htj2k.load();
    const { codestream, resolutions } = (await this.codec).encode(pixelData, picture);
    return { codestream, pixels: { resolutions, ...extremes(pixelData, picture), sizeBytes: pixelData.length } };
  }
}

function extremes(
  bytes: Uint8Array,
  { bitsAllocated, signed }: Part10['picture'],
): { lowest: number; highest: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = reader(view, bitsAllocated, signed);
  const step = bitsAllocated / 8;
  let [lowest, highest] = [at(0), at(0)];
  for (let offset = step; offset < bytes.length; offset += step) {
    const value = at(offset);
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, highest };
}

function reader(view: DataView, bits: 8 | 16, signed: boolean): (offset: number) => number {
  if (bits === 8) return (offset) => (signed ? view.getInt8(offset) : view.getUint8(offset));
  return (offset) => (signed ? view.getInt16(offset, true) : view.getUint16(offset, true));
}
