/** The quantities of `get_vital_signs`, in the order of its answer, with the units that its schema declares, and the names by which it judges. */
export const vitalNames = [
  {
    field: 'blood_pressure',
    label: 'Blood pressure',
    unit: 'mmHg',
    lines: ['Systolic', 'Diastolic'],
    judged: ['systolic_bp', 'diastolic_bp'],
  },
  { field: 'heart_rate', label: 'Heart rate', unit: '/min', lines: ['Heart rate'], judged: ['heart_rate'] },
  { field: 'temperature', label: 'Temperature', unit: '°F', lines: ['Temperature'], judged: ['temperature'] },
  {
    field: 'oxygen_saturation',
    label: 'Oxygen saturation',
    unit: '%',
    lines: ['Oxygen saturation'],
    judged: ['oxygen_saturation'],
  },
  {
    field: 'respiratory_rate',
    label: 'Respiratory rate',
    unit: '/min',
    lines: ['Respiratory rate'],
    judged: ['respiratory_rate'],
  },
  { field: 'weight', label: 'Weight', unit: 'lb', lines: ['Weight'], judged: [] },
  { field: 'bmi', label: 'Body mass index', unit: 'kg/m²', lines: ['Body mass index'], judged: [] },
] as const;
