import { upstreamNames } from '../routes/edge-route.js';
import type { EdgeTarget } from './edge-target.js';
import { placesOf } from './places-of.js';
import { POLLED } from './polled.js';
import { lookSecondsOf } from './ready.js';

/** Where each service answers, as many of it as there are. */
export function nginxUpstreams(target: EdgeTarget): string[] {
  const named = upstreamNames.map((name) => [name, placesOf(target, name)] as const);
  return [...named, ['verify', [target.verify]] as const].flatMap(([name, places]) => {
    const several = places.length > 1;
    const sticks = several && name === POLLED;
    const servers = places.map((place) => `server ${place}${several ? resting(target) : ''};`);
    const chosen = sticks ? 'hash $caregate_poller consistent; ' : '';
    return [
      ...(sticks ? [poller] : []),
      `upstream caregate_${name.replace('-', '_')} { ${chosen}${servers.join(' ')} keepalive 64; }`,
    ];
  });
}

/** Whoever polls comes back to the instance that knows them, by their address; a socket of its own goes to any. */
const poller =
  'map "$arg_transport:$arg_sid" $caregate_poller { ":" $request_id; "websocket:" $request_id; default $remote_addr; }';

/** This nginx asks nobody by itself: an instance that does not answer gets nothing for a while, and another the request. */
function resting(target: EdgeTarget): string {
  return ` max_fails=1 fail_timeout=${lookSecondsOf(target)}s`;
}
