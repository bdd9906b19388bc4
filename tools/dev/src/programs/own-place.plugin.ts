import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'rolldown';

/** A module that asks where it lies is told where it lay before it was bundled: what it reads is still beside that. */
export const ownPlace: Plugin = {
  name: 'own-place',
  transform: {
    filter: { code: /\bimport\.meta\.(?:dirname|filename|url)\b|\b__(?:dir|file)name\b/u },
    handler: (code, id) => {
      const places = { dirname: path.dirname(id), filename: id, url: pathToFileURL(id).href };
      if (!code.includes('import.meta.')) return commonJs(code, places);
      return code.replaceAll(/\bimport\.meta\.(dirname|filename|url)\b/gu, (_, asked: keyof typeof places) =>
        JSON.stringify(places[asked]),
      );
    },
  },
};

function commonJs(code: string, { dirname, filename }: { dirname: string; filename: string }): string {
  return `var __dirname = ${JSON.stringify(dirname)}, __filename = ${JSON.stringify(filename)};${code}`;
}
