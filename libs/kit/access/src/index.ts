export { AccessRefused, type AccessRefusal } from './access-refused.error.js';
export { Authorizer } from './authorizer.js';
export { CachedRelations } from './cached-relations.js';
export { GlassRefused } from './glass-refused.error.js';
export { refusalOf, type Refused } from './refusal-of.js';
