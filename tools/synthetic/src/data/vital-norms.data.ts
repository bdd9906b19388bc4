/** Resting values by age (PALS age bands, adult values of any nursing manual). Each pair is where most people lie. */
export const vitalNorms: readonly VitalNorm[] = [
  { belowYears: 1, systolic: [78, 94], diastolic: [45, 58], heartRate: [118, 150], respiratoryRate: [30, 44] },
  { belowYears: 3, systolic: [86, 102], diastolic: [46, 60], heartRate: [98, 132], respiratoryRate: [24, 34] },
  { belowYears: 6, systolic: [90, 106], diastolic: [52, 66], heartRate: [84, 118], respiratoryRate: [20, 28] },
  { belowYears: 12, systolic: [96, 112], diastolic: [56, 72], heartRate: [74, 104], respiratoryRate: [17, 23] },
  { belowYears: 18, systolic: [104, 124], diastolic: [60, 78], heartRate: [62, 94], respiratoryRate: [13, 19] },
  { belowYears: 65, systolic: [108, 130], diastolic: [66, 83], heartRate: [60, 88], respiratoryRate: [12, 18] },
  { belowYears: 200, systolic: [116, 140], diastolic: [66, 84], heartRate: [58, 86], respiratoryRate: [13, 19] },
];

interface VitalNorm {
  readonly belowYears: number;
  readonly systolic: readonly [number, number];
  readonly diastolic: readonly [number, number];
  readonly heartRate: readonly [number, number];
  readonly respiratoryRate: readonly [number, number];
}
