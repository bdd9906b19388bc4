import { databaseRoles } from '@caregate/data-models';
import type { Generator } from '../generated.js';
import { known, schemaNames } from '../known.js';
import { namesOf } from '../names.js';

/** A TypeORM entity with the migration that makes its table; the drift check compares the two. */
export const entityGenerator: Generator = {
  usage: 'entity <schema> <name>',
  arguments: 2,
  files: ([schema = '', name = '']) => {
    const { kebab, pascal, snake, words } = namesOf(name);
    const { snake: schemaName, pascal: schemaPascal } = namesOf(known('schema with tables', schema, schemaNames()));
    const timestamp = Date.now();
    const folder = 'libs/data/models/src';
    return {
      [`${folder}/${schema}/${kebab}.entity.ts`]: `import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Say here what one ${words} is, and its source (FHIR, DICOM, RFC). */
@Entity({ schema: '${schemaName}', name: '${snake}' })
export class ${pascal} {
  @PrimaryColumn({ name: 'id', type: 'uuid', default: () => 'uuidv7()' })
  id!: string;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
`,
      [`${folder}/migrations/${schema}-${kebab}.migration.ts`]: `import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = \`
create table ${schemaName}.${snake} (
  id uuid primary key default uuidv7(),
  title text not null,
  created_at timestamptz not null default now()
);${grantOn(schemaName, snake)}
\`;

export class ${schemaPascal}${pascal}${timestamp} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ${schemaName}.${snake}');
  }
}
`,
    };
  },
  next: ([, name = '']) => [
    `add ${namesOf(name).pascal} to the entities and its migration to the end of the migrations`,
    'see that in the migration each role is granted what it needs on the new table, and no more',
    'npm run nx -- test data-models',
  ],
};

/** To the app whose schema it is; a schema that several share has none. */
function grantOn(schema: string, table: string): string {
  const role = databaseRoles.find((each) => each === `caregate_${schema}`);
  return role === undefined ? '' : `\ngrant select, insert, update, delete on ${schema}.${table} to ${role};`;
}
