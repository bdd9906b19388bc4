import { Readable } from 'node:stream';
import { attributesOfDicomJson, dicomJsonObject, pixelFormatOf, type PixelFormat } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { isChrominanceShared, sharedBytesOf } from '../../frames/codecs/shared-chrominance.js';
import type { EncodedFrame, FrameStream } from '../image-archive.port.js';
import { jsonOf } from '../json-of.js';
import { pixelDataOf } from './bulk-values.js';
import type { DicomWebClient, DicomWebQuestion } from './dicomweb.client.js';
import { firstPart } from './first-part.js';
import { frameOfId } from './frame-id.js';
import { frameOfBits } from './frame-of-bits.js';
import { DICOM_JSON, OCTETS } from './media-types.js';
import { streamedPart } from './streamed-part.js';
import { frameTypeOf } from './transfer-syntax.js';

/** As it is stored: what is decoded here need not be decoded there. */
const STORED = '*';
/** Explicit VR Little Endian. */
const PLAIN = '1.2.840.10008.1.2.1';
/** Answers to a question for a form that an archive does not give; some of them break at it. */
const REFUSALS = new Set<unknown>([400, 406, 415, 500, 501]);

/** Frames by WADO-RS (PS3.18 §10.4), in whatever way an archive gives them. */
export class DicomWebFrames {
  constructor(private readonly client: DicomWebClient) {}

  /** `series`: its path below the root. */
  async whole(series: string, frameId: string): Promise<EncodedFrame> {
    return this.anyhow(series, frameId, async (question) => this.asked(question), asItIs);
  }

  async open(series: string, frameId: string): Promise<FrameStream> {
    const opened = async (question: DicomWebQuestion): Promise<FrameStream> => {
      const { contentType, chunks } = await this.client.open(question);
      const part = await streamedPart(contentType, chunks);
      return { ...part, contentType: frameTypeOf([part.contentType, contentType]) };
    };
    return this.anyhow(series, frameId, opened, ({ bytes, contentType }) => ({
      chunks: Readable.from([bytes]),
      bytes: bytes.length,
      contentType,
    }));
  }

  /**
   * There is no media type for pictures that are big-endian, nor for those of a deflated file (PS3.18 §8.7.3.3), so that
   * archives which are asked for what is stored refuse them; uncompressed and little-endian they give them.
   */
  private async anyhow<T>(
    series: string,
    frameId: string,
    retrieve: (question: DicomWebQuestion) => Promise<T>,
    given: (frame: EncodedFrame) => T,
  ): Promise<T> {
    const { sopInstanceUid, number } = frameOfId(frameId);
    const instance = `${series}/instances/${sopInstanceUid}`;
    const path = `${instance}/frames/${number}`;
    try {
      return await retrieve(questionFor(path, STORED));
    } catch (refusal) {
      if (!isRefusal(refusal)) throw refusal;
      const plain = await retrieve(questionFor(path, PLAIN)).catch(() => undefined);
      if (plain !== undefined) return plain;
      const cut = await this.cutOut(instance, Number(number));
      if (cut === undefined) throw asOfPicture(refusal);
      return given(cut);
    }
  }

  private async asked(question: DicomWebQuestion): Promise<EncodedFrame> {
    const { contentType, body } = await this.client.ask(question);
    const part = firstPart(contentType, body);
    return { bytes: part.body, contentType: frameTypeOf([part.contentType, contentType]) };
  }

  /** Some frames archives cannot cut out of the whole, which they do give. */
  private async cutOut(instance: string, number: number): Promise<EncodedFrame | undefined> {
    const headers = { operation: 'RetrieveInstanceMetadata', path: `${instance}/metadata`, accept: DICOM_JSON };
    const { body } = await this.client.ask(headers);
    const [object] = metadata.safeParse(jsonOf(body)).data ?? [];
    const format = object === undefined ? undefined : pixelFormatOf(attributesOfDicomJson(object));
    const value = object === undefined ? undefined : pixelDataOf(object);
    const cut = format && cutterFor(format);
    if (format === undefined || cut === undefined || value === undefined) return undefined;
    const whole = { operation: 'RetrieveBulkdata', path: value.path, accept: OCTETS, isFrame: true };
    const { bytes, contentType } = await this.asked(whole);
    return { bytes: cut(bytes, format, number), contentType };
  }
}

type Cutter = (whole: Buffer, format: PixelFormat, number: number) => Buffer;

/** Single bits may begin within a byte (PS3.5 §8.1.1), and shared chrominance makes frames shorter than archives reckon. */
function cutterFor(format: PixelFormat): Cutter | undefined {
  if (format.bitsAllocated === 1) return frameOfBits;
  return isChrominanceShared(format) ? frameOfShared : undefined;
}

function frameOfShared(whole: Buffer, format: PixelFormat, number: number): Buffer {
  const length = sharedBytesOf(format);
  if (whole.length < number * length) throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'size' } });
  return whole.subarray((number - 1) * length, number * length);
}

const metadata = z.array(dicomJsonObject);

function questionFor(path: string, syntax: string): DicomWebQuestion {
  return { operation: 'RetrieveFrame', path, accept: `${OCTETS}; transfer-syntax=${syntax}`, isFrame: true };
}

/** The question is in order, so that it is the picture which the archive cannot read. */
function asOfPicture(refusal: unknown): unknown {
  if (!(refusal instanceof DomainError) || refusal.detail['status'] !== 400) return refusal;
  return new DomainError('imaging.frame.undecodable', { detail: refusal.detail, cause: refusal });
}

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && REFUSALS.has(error.detail['status']);
}

function asItIs(frame: EncodedFrame): EncodedFrame {
  return frame;
}
