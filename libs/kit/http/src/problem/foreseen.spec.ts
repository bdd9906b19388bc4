import { DomainError, errorCatalogue, type ErrorCode } from '@caregate/core-errors';
import { HttpException, NotFoundException } from '@nestjs/common';
import { foreseen } from './foreseen.js';
import { httpStatusOf } from './http-status.js';

describe('what was thrown', () => {
  it('stays what the domain foresaw', () => {
    const error = new DomainError('token.expired');
    expect(foreseen(error)).toBe(error);
  });

  it.each([
    ['a framework that finds nothing', new NotFoundException('Cannot GET /patients/MRN001'), 'request.not_found'],
    ['a body that is too large', new HttpException('too large', 413), 'request.too_large'],
    [
      'a parser with a status code',
      Object.assign(new Error('bad'), { statusCode: 415 }),
      'request.media_type_unsupported',
    ],
    ['a framework that forbids', new HttpException('no', 403), 'access.refused'],
    ['a text that no column can hold', Object.assign(new Error('bad'), { code: '22021' }), 'request.invalid'],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), 'service.unavailable'],
  ])('is of the catalogue when it comes from %s', (_case, thrown, code) => {
    expect(foreseen(thrown)).toMatchObject({
      code,
      cause: thrown,
      publicMessage: errorCatalogue[code as ErrorCode].publicMessage,
    });
  });

  it.each([
    [400, 'request.invalid'],
    [401, 'token.absent'],
    [403, 'access.refused'],
    [404, 'request.not_found'],
    [405, 'request.not_found'],
    [408, 'service.timeout'],
    [409, 'request.conflict'],
    [413, 'request.too_large'],
    [414, 'request.too_large'],
    [415, 'request.media_type_unsupported'],
    [429, 'request.too_many'],
    [431, 'request.too_large'],
    [503, 'service.unavailable'],
    [504, 'service.timeout'],
  ])('that means %i is %s, whoever says it', (status, code) => {
    expect(foreseen(new HttpException('of a framework', status))).toMatchObject({ code });
    expect(foreseen({ statusCode: status })).toMatchObject({ code });
  });

  it.each([
    ['an error of our own making', new TypeError('x is undefined')],
    ['an internal error of the domain', new DomainError('config.invalid')],
    ['a status that no caller can cause', new HttpException('bad gateway', 502)],
    ['a text', 'oops'],
    ['nothing', undefined],
    ['null', null],
  ])('is internal when it is %s', (_case, thrown) => {
    expect(foreseen(thrown)).toMatchObject({ code: 'service.internal', kind: 'internal' });
  });
});

describe('the status of an error', () => {
  it.each([
    ['request.invalid', 400],
    ['token.absent', 401],
    ['access.refused', 403],
    ['request.not_found', 404],
    ['request.conflict', 409],
    ['request.too_large', 413],
    ['request.media_type_unsupported', 415],
    ['request.too_many', 429],
    ['service.internal', 500],
    ['service.unavailable', 503],
    ['service.timeout', 504],
  ] as const)('%s is %i', (code, status) => {
    expect(httpStatusOf(new DomainError(code))).toBe(status);
  });
});
