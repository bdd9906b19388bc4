import path from 'node:path';

/** The folder of the whole. */
export const repository = path.resolve(import.meta.dirname, '../../..');
