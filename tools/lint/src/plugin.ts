import { explicitExports } from './rules/explicit-exports.rule.js';
import { routeDeclaresAccess } from './rules/route-declares-access.rule.js';
import { suppressionHasReason } from './rules/suppression-has-reason.rule.js';
import { toolDeclaresAccess } from './rules/tool-declares-access.rule.js';

const plugin = {
  meta: { name: 'caregate', version: '1.0.0' },
  rules: {
    'explicit-exports': explicitExports,
    'route-declares-access': routeDeclaresAccess,
    'suppression-has-reason': suppressionHasReason,
    'tool-declares-access': toolDeclaresAccess,
  },
};

// oxlint-disable-next-line import/no-default-export -- the linter loads a plugin by its default export
export default plugin;
