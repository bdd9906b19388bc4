import { firstPart } from './first-part.js';
import { streamedPart } from './streamed-part.js';

const type = 'multipart/related; type="application/octet-stream"; boundary="b-1"';
const head = '--b-1\r\nContent-Type: image/jls\r\nContent-Length: 7\r\n\r\n';
const content = '\r\n--b-0 is no boundary\r\n';
const whole = Buffer.from(`${head}${content}\r\n--b-1--\r\n`);

async function* cutInto(pieces: readonly Uint8Array[], ended?: () => void): AsyncGenerator<Uint8Array> {
  try {
    for (const piece of pieces) yield piece;
  } finally {
    ended?.();
  }
}

function piecesOf(body: Buffer, size: number): readonly Buffer[] {
  return Array.from({ length: Math.ceil(body.length / size) }, (_none, at) =>
    body.subarray(at * size, (at + 1) * size),
  );
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe('a part of a body that is still coming', () => {
  it.each([1, 2, 3, 7, 16, 1000])('is the same when it comes %d bytes at a time', async (size) => {
    const { contentType, chunks } = await streamedPart(type, cutInto(piecesOf(whole, size)));
    expect(contentType).toBe('image/jls');
    await expect(textOf(chunks)).resolves.toBe(content);
  });

  it('is the body itself where that has no parts', async () => {
    const { contentType, chunks } = await streamedPart('image/jphc', cutInto([Buffer.from('abc')]));
    expect([contentType, await textOf(chunks)]).toEqual(['image/jphc', 'abc']);
  });

  const plain = 'multipart/related; boundary=b-1';
  it.each([
    ['its boundary without quotes, with a blank behind it', 'multipart/related; boundary=b-1 ; type="a/b"', head],
    ['its boundary behind what looks like one', 'multipart/related; x="; boundary=b"; Boundary="b-1"', head],
    ['its boundary with quoted signs', 'multipart/related; boundary="b\\-1"', head],
    ['something in front of it that is cut by a blank line', plain, `preamble of --b-1\r\n\r\nand more\r\n${head}`],
    ['blanks behind the delimiter', plain, head.replace('--b-1', '--b-1 \t')],
    ['a header on two lines', plain, head.replace(': image', ':\r\n image')],
    ['a header like another', plain, head.replace('Content-Type', 'X-Content-Type: no\r\nContent-Type')],
  ])('is the same with %s', async (_what, contentType, start) => {
    const body = Buffer.from(`${start}${content}\r\n--b-1--\r\n`);
    const { chunks, ...streamed } = await streamedPart(contentType, cutInto(piecesOf(body, 5)));
    expect([streamed.contentType, await textOf(chunks)]).toEqual(['image/jls', content]);
    expect(firstPart(contentType, body)).toEqual({ contentType: 'image/jls', body: Buffer.from(content) });
  });

  it('has no headers where there are none', async () => {
    const body = Buffer.from('--b-1\r\n\r\nabc\r\n--b-1--');
    const type = 'application/octet-stream';
    expect(firstPart(plain, body)).toEqual({ contentType: type, body: Buffer.from('abc') });
    expect((await streamedPart(plain, cutInto([body]))).contentType).toBe(type);
  });

  it.each(['multipart/related', 'multipart/related; boundary=""', 'multipart/related; boundary=other'])(
    'is not there where the boundary is not: %s',
    async (contentType) => {
      const broken = { code: 'imaging.archive.unavailable' };
      await expect(streamedPart(contentType, cutInto([whole]))).rejects.toMatchObject(broken);
      expect(() => firstPart(contentType, whole)).toThrow(expect.objectContaining(broken));
    },
  );

  it('lets go of a body in whose beginning there is none', async () => {
    let isOver = false;
    const body = cutInto([Buffer.alloc(10_000), whole], () => (isOver = true));
    await expect(streamedPart(plain, body)).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
    expect(isOver).toBe(true);
  });

  it.each([
    ['is cut off in its headers', whole.subarray(0, 20)],
    ['is cut off before its end', whole.subarray(0, -8)],
    ['has headers without end', Buffer.alloc(20_000, 'x')],
  ])('is an error when it %s', async (_case, body) => {
    const read = async () => textOf((await streamedPart(type, cutInto(piecesOf(body, 100)))).chunks);
    await expect(read()).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
  });

  it('lets go of the rest when nobody reads on', async () => {
    let isOver = false;
    const { chunks } = await streamedPart(
      type,
      cutInto(piecesOf(whole, 1), () => (isOver = true)),
    );
    for await (const chunk of chunks) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(isOver).toBe(true);
  });
});
