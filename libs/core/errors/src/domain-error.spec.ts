import { DomainError } from './domain-error.js';
import { errorCatalogue } from './error-catalogue.js';

describe('a domain error', () => {
  it('takes its kind and public words from the catalogue', () => {
    expect(new DomainError('token.expired')).toMatchObject({
      code: 'token.expired',
      kind: 'unauthenticated',
      publicMessage: errorCatalogue['token.expired'].publicMessage,
    });
  });

  it('keeps detail out of the message, so that a careless log of the message reveals nothing', () => {
    const error = new DomainError('ehr.patient.not_found', { detail: { mrn: 'MRN001' } });
    expect(`${error}`).not.toContain('MRN001');
  });

  it('lets a thrower be more precise than the catalogue', () => {
    expect(new DomainError('request.invalid', { publicMessage: 'limit must be at most 100' }).publicMessage).toBe(
      'limit must be at most 100',
    );
  });
});

describe('the catalogue', () => {
  it.each(Object.keys(errorCatalogue))('names %s as area.thing or area.thing.what', (code) => {
    expect(code).toMatch(/^[a-z]+(\.[a-z_]+){1,2}$/);
  });
});
