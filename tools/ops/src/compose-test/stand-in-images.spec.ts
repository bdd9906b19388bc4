import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readComposeFile } from '../compose/compose-file.js';
import { repository } from '../repository.js';
import { standIns, standInTargets, withoutStandIn } from './stand-in-images.js';

const images = standIns.map(({ image }) => image);

describe('the stand-ins for images of a registry', () => {
  it('are there for each that the compose file starts but for one, and for no other', () => {
    const services = Object.values(readComposeFile().services);
    const others = services.map(({ image }) => image).filter((image) => !image.startsWith('caregate/'));
    const dockerfile = readFileSync(path.join(repository, 'deploy/docker/Dockerfile'), 'utf8');
    const bases = [...dockerfile.matchAll(/^ARG \w+_IMAGE=(\S+)$/gm)].map(([, image = '']) => image);
    expect([...images, ...withoutStandIn].toSorted()).toEqual([...new Set([...others, ...bases])].toSorted());
  });

  it('are each built by their Dockerfile, and say in what they differ', () => {
    expect(standIns.map(({ target }) => target).toSorted()).toEqual(standInTargets().toSorted());
    for (const { differs } of standIns) expect(differs).not.toBe('');
  });
});
