/** SMART App Launch 2.2, standalone launch: an application that asks whose record it is to open. */
export const LAUNCH_PATIENT = 'launch/patient';
