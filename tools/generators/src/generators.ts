import type { Generator } from './generated.js';
import { entityGenerator } from './templates/entity.generator.js';
import { featureGenerator } from './templates/feature.generator.js';
import { libGenerator } from './templates/lib.generator.js';
import { toolGenerator } from './templates/tool.generator.js';

export const generators: Readonly<Record<string, Generator>> = {
  lib: libGenerator,
  feature: featureGenerator,
  tool: toolGenerator,
  entity: entityGenerator,
};
