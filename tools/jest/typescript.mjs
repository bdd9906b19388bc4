/** Lets Node itself load this workspace's TypeScript: sources as they are written, no build before a test. */
import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks, setSourceMapsSupport } from 'node:module';
import { fileURLToPath } from 'node:url';

const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    target: 'es2023',
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

registerHooks({
  resolve(specifier, context, next) {
    const source = sourceOf(specifier, context.parentURL);
    // The packages of this workspace name their sources under this condition.
    return next(source ?? specifier, { ...context, conditions: [...context.conditions, 'caregate-src'] });
  },
  load(url, context, next) {
    if (!isSource(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...swc, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});

// Those of dependencies too would be a tenth of what loading takes.
setSourceMapsSupport(true, { nodeModules: false });

/** `./x.js`, as compiled code will say, is `./x.ts` (or `./x.tsx`) beside it. */
function sourceOf(specifier, parent) {
  if (!/^\.{1,2}\//.test(specifier) || !specifier.endsWith('.js') || parent === undefined || !isSource(parent)) return;
  const url = new URL(specifier, parent).href.slice(0, -'.js'.length);
  return ['.ts', '.tsx'].map((extension) => url + extension).find((each) => existsSync(fileURLToPath(each)));
}

function isSource(url) {
  return url.startsWith('file:') && /\.tsx?$/.test(url) && !url.includes('/node_modules/');
}
