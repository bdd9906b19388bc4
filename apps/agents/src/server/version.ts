/** Told at registration and in `/health`. */
export const version = '0.1.0';
