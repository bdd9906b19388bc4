export { isDatabaseAway } from './is-database-away.js';
export { isTextRefused } from './is-text-refused.js';
