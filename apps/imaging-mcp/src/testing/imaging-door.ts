import { createServer } from 'node:http';
import { createMcpHost, type McpHostOptions } from '@caregate/kit-mcp';
import { listen, postMcp, RecordingAudit, Visitors } from '@caregate/testing';
import { Archives } from '../archives/archives.js';
import type { ImageArchive } from '../archives/image-archive.port.js';
import { errorFields } from '../error-fields.js';
import { FrameDownloads } from '../frames/frame-downloads.js';
import { FrameRenderer } from '../frames/drawing/frame-renderer.js';
import { FrameViewer } from '../frames/frame-viewer.js';
import { ImageSets } from '../image-sets/image-sets.js';
import { imagingTools } from '../imaging-tools.js';
import { PatientIndex } from '../patients/patient-index.js';
import type { ImagingServices } from '../services.js';

export interface Reply {
  readonly status: number;
  /** `WWW-Authenticate`. */
  readonly challenge: string | null;
  readonly isError: boolean;
  readonly json: Record<string, unknown>;
  readonly image: { readonly bytes: Buffer; readonly mimeType: string } | undefined;
}

export interface ImagingDoor {
  readonly url: string;
  readonly trail: RecordingAudit;
  readonly admit: Visitors['admit'];
  call(token: string | undefined, name: string, input: Readonly<Record<string, unknown>>): Promise<Reply>;
  end(): Promise<void>;
}

/** All tools over HTTP; archives, who is who and who may see whom is what the spec says. */
export async function imagingDoor(
  archives: readonly ImageArchive[],
  patients: Readonly<Record<string, string>>,
  more: Pick<Partial<McpHostOptions<ImagingServices>>, 'views' | 'allowedOrigins'> = {},
): Promise<ImagingDoor> {
  const { verifier, authorizer, admit } = new Visitors();
  const trail = new RecordingAudit();
  const all = new Archives(archives);
  const patientIndex = new PatientIndex(async () => new Map(Object.entries(patients)));
  const imageSets = new ImageSets(all, patientIndex);
  const host = createMcpHost({
    name: 'imaging-mcp',
    version: '0.0.0',
    instructions: 'spec',
    tools: imagingTools,
    services: {
      archives: all,
      patientIndex,
      imageSets,
      downloads: new FrameDownloads(imageSets, 'http://imaging.clinic.example'),
      viewer: new FrameViewer(new FrameRenderer({ frameRendered: () => undefined }), 256 * 1024 * 1024),
    },
    errorFields,
    verifier,
    authorizer,
    audit: trail,
    resource: { url: 'http://127.0.0.1/mcp', authorizationServers: ['http://127.0.0.1'], scopesSupported: [] },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    allowedOrigins: [],
    allowedHosts: ['127.0.0.1'],
    ...more,
  });
  const server = createServer((request, response) => void host.handleHttp(request, response));
  const url = `http://127.0.0.1:${await listen(server)}/mcp`;
  return {
    url,
    trail,
    admit,
    call: (token, name, input) => callTool(url, token, name, input),
    end: async () => {
      await host.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** One call of 2025-11-25, by plain HTTP. */
export async function callTool(url: string, token: string | undefined, name: string, input: object): Promise<Reply> {
  const { status, challenge, message } = await postMcp(url, token, 'tools/call', { name, arguments: input });
  const { result } = message as { result?: CallResult };
  const [text, image] = result?.content ?? [];
  return {
    status,
    challenge,
    isError: status !== 200 || result?.isError === true,
    json: text?.text === undefined ? (message as Reply['json']) : JSON.parse(text.text),
    image:
      image?.data === undefined
        ? undefined
        : { bytes: Buffer.from(image.data, 'base64'), mimeType: image.mimeType ?? '' },
  };
}

interface CallResult {
  readonly content?: readonly { readonly text?: string; readonly data?: string; readonly mimeType?: string }[];
  readonly isError?: boolean;
}
