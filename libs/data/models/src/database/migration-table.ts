/** In schema `public`; readable by every app. */
export const MIGRATION_TABLE = 'schema_migration';
