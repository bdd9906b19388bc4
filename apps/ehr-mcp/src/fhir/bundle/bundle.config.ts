import { ehrConfig } from '../../config.js';

/** Of the variables of the health record those that the command needs. */
export const bundleConfig = ehrConfig.pick({ DATABASE_URL: true, PUBLIC_URL: true, CLINIC_TIME_ZONE: true });
