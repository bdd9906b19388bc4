/** The quantities of `get_vital_signs`, in the order of its answer, with the units that its schema declares. */
export const vitalNames = [
  {
    field: 'blood_pressure',
    label: 'Blood pressure',
    unit: 'mmHg',
    lines: ['Systolic', 'Diastolic'],
  },
  { field: 'heart_rate', label: 'Heart rate', unit: '/min', lines: ['Heart rate'] },
  { field: 'temperature', label: 'Temperature', unit: '°F', lines: ['Temperature'] },
  { field: 'oxygen_saturation', label: 'Oxygen saturation', unit: '%', lines: ['Oxygen saturation'] },
  { field: 'weight', label: 'Weight', unit: 'lb', lines: ['Weight'] },
  { field: 'bmi', label: 'Body mass index', unit: 'kg/m²', lines: ['Body mass index'] },
] as const;
