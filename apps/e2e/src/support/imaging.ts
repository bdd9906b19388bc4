import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startApp } from '@caregate/dev';
import { startOrthanc } from '@caregate/edge';
import type { SyntheticStudy } from '@caregate/synthetic';
import { freePort } from '@caregate/testing';
import { startImagingHouse, type ImagingHouse } from './imaging-house.js';

const repository = path.resolve(import.meta.dirname, '../../../..');
export const ORTHANC = 'orthanc';

export interface ImagingSystem extends Pick<ImagingHouse, 'doctor' | 'stranger' | 'patientId' | 'trail' | 'stop'> {
  /** Of MCP. */
  readonly url: string;
  metrics(): Promise<string>;
}

/** The imaging server as a process, with one study in HealthImaging and in a real Orthanc, which `program` is. */
export async function startImagingSystem(
  program: string,
  study: SyntheticStudy,
  slices: number,
): Promise<ImagingSystem> {
  const house = await startImagingHouse();
  try {
    const folder = path.join(house.folder, 'orthanc');
    mkdirSync(folder);
    const orthanc = await house.started(startOrthanc({ folder, port: await freePort(), program }));
    for (const { instances } of study.series)
      for (const instance of instances.slice(0, slices)) await orthanc.store(instance.part10());
    const { url } = await house.imagingServer({
      ...(await startHealthImaging(house, slices)),
      DICOMWEB_URL: `${orthanc.url}/dicom-web`,
      DICOMWEB_DATASTORE: ORTHANC,
      DICOMWEB_AUTHORIZATION: basic(orthanc.username, orthanc.password),
    });
    const metrics = async () => (await fetch(`${url}/metrics`)).text();
    return { ...house, url: `${url}/mcp`, metrics };
  } catch (error) {
    await house.stop();
    throw error;
  }
}

async function startHealthImaging({ started, folder }: ImagingHouse, slices: number): Promise<Record<string, string>> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const credentials = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDSPEC',
    AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64url'),
  };
  const spec = {
    name: 'HealthImaging',
    entry: path.join(repository, 'tools/dev/dist/healthimaging.main.js'),
    readyUrl: `${url}/healthz`,
    logFile: path.join(folder, 'healthimaging.log'),
    environment: { ...credentials, PORT: String(port), INSTANCES_PER_SERIES: String(slices) },
  };
  await started(startApp(spec));
  return { ...credentials, HEALTHIMAGING_ENDPOINT: url };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
