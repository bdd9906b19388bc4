export { AccessRefused, type AccessRefusal } from './access-refused.error.js';
export { Authorizer, type AuthorizationQuestion, type AuthorizerOptions } from './authorizer.js';
export { CachedRelations, type CachedRelationsHealth, type CachedRelationsOptions } from './cached-relations.js';
export { GlassRefused } from './glass-refused.error.js';
export { refusalOf, type Refused } from './refusal-of.js';
export type { RelationsSource } from './relations-source.js';
