import { recordKey } from '../shape/record-key.js';

export const labOrderId = recordKey('Identifier of the order, such as LAB1A2B3C; get_lab_results tells it');
