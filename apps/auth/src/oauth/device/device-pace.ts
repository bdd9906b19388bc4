/** RFC 8628 §3.2: how long a device waits from one question to the next, and by how much longer after each hasty one. */
export const POLL_SECONDS = 5;
