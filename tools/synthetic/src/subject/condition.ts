import type { conditions } from '../data/conditions.data.js';

export type Condition = keyof typeof conditions;
