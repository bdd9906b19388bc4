import { DomainError } from '@caregate/core-errors';
import { describeStartFailure } from './describe-start-failure.js';

describe('why an app could not start', () => {
  it.each([
    [
      Object.assign(new Error(), { code: 'EADDRINUSE', port: 7777, address: '127.0.0.1' }),
      'Port 7777 on 127.0.0.1 is already in use by another program.',
    ],
    [
      Object.assign(new Error(), { code: 'EADDRNOTAVAIL', port: 7777, address: '192.0.2.1' }),
      'This machine has no address 192.0.2.1 to listen on.',
    ],
    [
      Object.assign(new Error(), { code: 'ENOTFOUND', hostname: 'db.invalid' }),
      'No address is known for the name db.invalid.',
    ],
    [Object.assign(new Error(), { code: 'EACCES', port: 80 }), 'This user may not listen on port 80.'],
    [
      Object.assign(new Error(), { code: 'ECONNREFUSED', port: 5432, address: '10.0.0.5' }),
      'Nothing answers at 10.0.0.5:5432, which the app needs.',
    ],
    [new DomainError('database.schema.behind'), 'The database schema is older than this program.'],
    [new Error('x'), 'The app could not start.'],
    ['x', 'The app could not start.'],
  ])('is one sentence: %#', (thrown, sentence) => expect(describeStartFailure(thrown)).toBe(sentence));
});
