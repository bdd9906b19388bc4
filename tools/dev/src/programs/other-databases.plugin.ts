import type { Plugin } from 'rolldown';

/** TypeORM loads what it knows of every database; ours is PostgreSQL. Nobody makes an instance of these, or inherits from one. */
export const otherDatabases: Plugin = {
  name: 'other-databases',
  load: {
    filter: {
      id: /[/\\]node_modules[/\\]typeorm[/\\]driver[/\\](?!postgres[/\\]|types[/\\])[^/\\]+[/\\]\w+Driver\.js$/u,
    },
    handler: (id) => {
      const name = /(\w+)\.js$/u.exec(id)?.[1] ?? '';
      return `exports.${name} = class ${name} {};`;
    },
  },
};
