import { usualPorts } from '@caregate/dev';

/** What the stack listens on unless told otherwise. */
export const stackPorts: readonly number[] = Object.values(usualPorts);
