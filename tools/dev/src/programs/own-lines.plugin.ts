import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'rolldown';

const nowhere = { mappings: '' } as const;

/** Errors name the lines of our own sources; a map of all dependencies would be read at each start, and is ten times as large. */
export const ownLines: Plugin = {
  name: 'own-lines',
  load: {
    filter: { id: { include: /\.js$/u, exclude: /node_modules/u } },
    handler: async (id) => {
      const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')]);
      return { code, map };
    },
  },
  transform: {
    filter: { id: /node_modules/u },
    handler: (code) => ({ code, map: nowhere }),
  },
  generateBundle: (_, files) => {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk' || file.moduleIds.every((id) => id.includes('node_modules'))) continue;
      file.code += `//# sourceMappingURL=${path.basename(file.fileName)}.map\n`;
    }
  },
};
