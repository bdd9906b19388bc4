import { recordKey } from '../shape/record-key.js';

export const appointmentId = recordKey('Identifier of the appointment, such as APT1A2B3C; get_appointments tells it');
