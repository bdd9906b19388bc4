import { errorCatalogue } from '@caregate/core-errors';
import { givenCaller } from '@caregate/testing';
import { GlassRefused } from './glass-refused.error.js';
import { refusalOf } from './refusal-of.js';

const breakGlassUrl = 'https://caregate.example.org/console/emergency';
const refusal = { code: 'access.patient.refused', requiredScopes: [], steps: [] } as const;
const doctor = givenCaller({ kind: 'user', role: 'doctor' });

describe('a refusal', () => {
  it('for want of a relationship tells who may break the glass where', () => {
    const error = refusalOf(refusal, { caller: doctor, breakGlassUrl });
    expect(error).toBeInstanceOf(GlassRefused);
    expect(error.publicMessage).toContain(errorCatalogue['access.patient.refused'].publicMessage);
    expect(error.publicMessage).toContain(breakGlassUrl);
  });

  it.each([
    ['to a machine', refusal, { caller: givenCaller({ kind: 'client', role: 'doctor' }), breakGlassUrl }],
    ['to a patient', refusal, { caller: givenCaller({ role: 'patient' }), breakGlassUrl }],
    ['where no page is configured', refusal, { caller: doctor, breakGlassUrl: undefined }],
    ['to nobody in particular', refusal, undefined],
    [
      'for want of a scope',
      { ...refusal, code: 'access.scope.insufficient' as const },
      { caller: doctor, breakGlassUrl },
    ],
  ])('says no more than the catalogue %s', (_case, refused, whom) => {
    const { code, publicMessage } = refusalOf(refused, whom);
    expect(publicMessage).toBe(errorCatalogue[code].publicMessage);
  });
});
