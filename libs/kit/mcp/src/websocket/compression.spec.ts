import { givenServer, stopServers } from '../fixture/host.fixture.js';
import { Peer } from '../fixture/socket.fixture.js';
import { declineOffers } from './compression.js';

afterEach(stopServers);

const SMALL = 'permessage-deflate; client_max_window_bits';

describe('an offer to compress', () => {
  it.each([
    ['of Safari', 'permessage-deflate'],
    ['of the usual clients of Go', 'permessage-deflate; server_no_context_takeover; client_no_context_takeover'],
    ['of windows that are smaller than ours', `${SMALL}; server_max_window_bits=8`],
    ['of a parameter that nobody knows', `${SMALL}; window=small`],
  ])('%s is declined, and the socket opens without', async (_case, offered) => {
    const { wsUrl } = await givenServer();
    const peer = await Peer.open(wsUrl, {
      headers: { authorization: 'Bearer doctor', 'sec-websocket-extensions': offered },
      perMessageDeflate: false,
    });
    expect(peer.socket.extensions).toBe('');
    await expect(peer.ask({ jsonrpc: '2.0', id: 1, method: 'tools/list' })).resolves.toHaveProperty('result');
    peer.socket.terminate();
  });

  it.each([
    [SMALL, SMALL],
    [`${SMALL}=15; server_max_window_bits="12"`, `${SMALL}=15; server_max_window_bits="12"`],
    [`permessage-deflate; server_max_window_bits=8, ${SMALL}, permessage-deflate`, SMALL],
    ['x-webkit-deflate-frame', undefined],
    [undefined, undefined],
  ])('%j leaves %j to agree with', (offered, left) => {
    const headers = offered === undefined ? {} : { 'sec-websocket-extensions': offered };
    declineOffers(headers);
    expect(headers['sec-websocket-extensions']).toBe(left);
  });
});
