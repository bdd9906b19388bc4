export interface FetchedDocument {
  readonly document: unknown;
  /** `max-age` of the answer (RFC 9111 §5.2.2.1), if it has one. */
  readonly maxAgeSeconds: number | undefined;
}

const sizeBytesMax = 256 * 1024;

/** A JSON document over HTTP: bounded in size, and in time by `signal`, from nowhere but the address that was configured. */
export async function fetchDocument(url: string, signal: AbortSignal): Promise<FetchedDocument> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal,
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The endpoint answered ${response.status}.`);
  }
  return {
    document: JSON.parse(await boundedText(response)) as unknown,
    maxAgeSeconds: maxAgeOf(response.headers.get('cache-control') ?? ''),
  };
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > sizeBytesMax) throw new Error(`The answer is larger than ${sizeBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function maxAgeOf(cacheControl: string): number | undefined {
  const seconds = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(cacheControl)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
