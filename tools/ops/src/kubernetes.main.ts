import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderKubernetes } from './kubernetes/render-kubernetes.js';
import { repository } from './repository.js';

/** Writes deploy/kubernetes/base anew; to be run after every change of the compose file or the edge's routes. */
const base = path.join(repository, 'deploy/kubernetes/base');
mkdirSync(base, { recursive: true });
for (const [name, text] of renderKubernetes()) writeFileSync(path.join(base, name), text);
process.stdout.write(`Written: ${base}.\n`);
