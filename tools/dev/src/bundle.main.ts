import { bundlePrograms } from './programs/bundle-programs.js';

const [root, folder, ...entries] = process.argv.slice(2);
if (root === undefined || folder === undefined) throw new TypeError('bundle.main.js <root> <folder> <entry>…');
await bundlePrograms(root, folder, entries);
