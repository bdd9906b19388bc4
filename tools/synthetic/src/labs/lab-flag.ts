/** HL7 v3 ObservationInterpretation: normal, low, high, critically low or high, abnormal. */
export type LabFlag = 'N' | 'L' | 'H' | 'LL' | 'HH' | 'A';
