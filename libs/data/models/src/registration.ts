import type { MigrationInterface } from 'typeorm';

/** What a folder of this library hands to `entities.ts` and `migrations/index.ts`. */
export type EntityClass = new () => object;

/** Its name ends in the 13 digits of its timestamp, by which TypeORM orders. */
export type MigrationClass = new () => MigrationInterface;
