export { principalOf, type Caller } from './caller.js';
export { decide, type Decision, type DecisionStep, type Question } from './decide.js';
export { modules, modulesOf, type Module } from './modules.js';
export { permissions, ruleOf, type Permission, type PermissionRule } from './permissions.js';
export { isPurpose, purposes, purposesOf, type Purpose } from './purposes.js';
export { reachOf, type Reach } from './reach.js';
export { isActive, reaches, relationKinds, type Relation, type RelationKind } from './relation.js';
export { isRole, permissionsOf, roles, type Role } from './roles.js';
export { isScope, scopes, type Scope } from './scopes.js';
