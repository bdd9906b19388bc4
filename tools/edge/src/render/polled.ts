import type { UpstreamName } from '../routes/edge-route.js';

/** Its clients may begin by polling, as those of Socket.IO do, and one instance alone knows each of them. */
export const POLLED: UpstreamName = 'agent-socket';
