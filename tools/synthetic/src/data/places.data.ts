/** Towns with their area code and one postal code; the streets and every number below are invented. */
export const places: readonly Place[] = [
  { city: 'Boston', state: 'MA', zipCode: '02115', areaCode: '617' },
  { city: 'Cambridge', state: 'MA', zipCode: '02139', areaCode: '617' },
  { city: 'Somerville', state: 'MA', zipCode: '02143', areaCode: '617' },
  { city: 'Quincy', state: 'MA', zipCode: '02169', areaCode: '617' },
  { city: 'Lowell', state: 'MA', zipCode: '01852', areaCode: '978' },
  { city: 'Worcester', state: 'MA', zipCode: '01608', areaCode: '508' },
  { city: 'Springfield', state: 'MA', zipCode: '01103', areaCode: '413' },
  { city: 'Providence', state: 'RI', zipCode: '02903', areaCode: '401' },
  { city: 'Hartford', state: 'CT', zipCode: '06103', areaCode: '860' },
  { city: 'New Haven', state: 'CT', zipCode: '06510', areaCode: '203' },
  { city: 'Portland', state: 'ME', zipCode: '04101', areaCode: '207' },
  { city: 'Manchester', state: 'NH', zipCode: '03101', areaCode: '603' },
  { city: 'Nashua', state: 'NH', zipCode: '03060', areaCode: '603' },
  { city: 'Burlington', state: 'VT', zipCode: '05401', areaCode: '802' },
  { city: 'Albany', state: 'NY', zipCode: '12207', areaCode: '518' },
];

interface Place {
  readonly city: string;
  readonly state: string;
  readonly zipCode: string;
  readonly areaCode: string;
}
