import { readFileSync } from 'node:fs';
import path from 'node:path';
import { protectedResources } from '../oauth/resources/protected-resource.config.js';
import { ASSERTION_TYPE } from './assertion/assertion-signer.js';
import { verifyRoute, verifyRoutes } from './routes/verify-route.config.js';

const guide = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, `../../../../docs/guides/${name}.md`), 'utf8');

/** What a guide has the reader write down, by the word after `json`. */
function example(text: string, kind: string): unknown {
  return JSON.parse(new RegExp(`\`\`\`json ${kind}\\n([^]*?)\`\`\``, 'u').exec(text)?.[1] ?? '');
}

describe.each(['protect-an-upstream', 'put-a-pacs-behind-the-gate'])('docs/guides/%s', (name) => {
  it('configures what the app takes, and routes for the resources that it names', () => {
    const resources = protectedResources.parse(example(guide(name), 'resources')).map(({ url }) => url);
    const routes = verifyRoutes.parse(example(guide(name), 'routes'));
    for (const { audience, access } of routes)
      expect(access === 'public' || resources.includes(audience ?? '')).toBe(true);
  });
});

describe('docs/guides/protect-an-upstream', () => {
  it('tells of every field of a route, and of the type of assertions', () => {
    const text = guide('protect-an-upstream');
    const told = [...text.matchAll(/^\| `(\w+)` +\| /gmu)].map(([, field]) => field);
    const fields = Object.keys(verifyRoute.parse({ prefix: '/', access: 'public' }));
    expect(fields.filter((field) => field !== 'prefix' && !told.includes(field))).toEqual([]);
    expect(text).toContain(`typ: '${ASSERTION_TYPE}'`);
  });
});
