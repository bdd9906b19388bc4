import { bodyMassIndex } from './body-mass-index.js';

describe('the body mass index', () => {
  it.each([
    [154, 68, 23.4],
    [200, 70, 28.7],
  ])('of %d lb and %d in is %d kg/m²', (weight, height, bmi) => {
    expect(bodyMassIndex(weight, height)).toBe(bmi);
  });

  it.each([
    [undefined, 68],
    [154, undefined],
    [154, 0],
  ])('is not guessed from %p and %p', (weight, height) => {
    expect(bodyMassIndex(weight, height)).toBeUndefined();
  });
});
