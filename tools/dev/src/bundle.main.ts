import { bundlePrograms } from './programs/bundle-programs.js';
import { programEntries } from './programs/program-entries.js';

const [root, folder, ...entries] = process.argv.slice(2);
if (root === undefined || folder === undefined) throw new TypeError('bundle.main.js <root> <folder> [<entry>…]');
await bundlePrograms(root, folder, entries.length === 0 ? programEntries : entries);
