import { credentialIn } from './credential.js';

const isApiKey = (text: string): boolean => text.startsWith('key_');
const malformed = expect.objectContaining({ code: 'token.malformed' }) as Error;

describe('what a request shows to prove whose it is', () => {
  it('is its bearer token, where no API keys are taken or none was sent', () => {
    const authorization = 'Bearer a.b.c';
    expect(credentialIn({ authorization, 'x-api-key': 'key_1' }, undefined)).toBe('a.b.c');
    expect(credentialIn({ authorization }, isApiKey)).toBe('a.b.c');
  });

  it('is its API key, where these are taken', () => {
    expect(credentialIn({ 'x-api-key': 'key_1' }, isApiKey)).toBe('key_1');
  });

  it.each([
    ['a bearer token beside it', { 'x-api-key': 'key_1', authorization: 'Bearer a.b.c' }],
    ['another authorization beside it', { 'x-api-key': 'key_1', authorization: '' }],
    ['a token in its place', { 'x-api-key': 'a.b.c' }],
    ['nothing in its place', { 'x-api-key': '' }],
    ['two of them', { 'x-api-key': ['key_1', 'key_2'] }],
  ])('is refused for an API key with %s', (_case, headers) => {
    expect(() => credentialIn(headers, isApiKey)).toThrow(malformed);
  });
});
