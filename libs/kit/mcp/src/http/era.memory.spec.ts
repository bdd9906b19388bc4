import { modernMeta } from '../fixture/calls.fixture.js';
import { EraMemory, type EraSigns } from './era.memory.js';

const name = 'get_patient';
const modern: EraSigns = {
  headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': name },
  jsonrpc: '2.0',
  name,
  meta: modernMeta,
};
const legacy: EraSigns = {
  headers: { accept: 'application/json, text/event-stream' },
  jsonrpc: '2.0',
  name,
  meta: undefined,
};

describe('the era of a plain call', () => {
  const eras = new EraMemory();

  // Twice, so that what is remembered is held to the same as what is asked.
  it.each([
    ['a call of 2026-07-28', modern, 'modern'],
    ['a call of 2025', legacy, 'legacy'],
    ['a call of 2025 with no object for its _meta', { ...legacy, meta: null }, undefined],
    ['a call of 2025 that accepts no stream', { ...legacy, headers: { accept: 'application/json' } }, undefined],
    ['a call of another JSON-RPC', { ...modern, jsonrpc: '1.0' }, undefined],
    ['a call whose envelope lacks something', { ...modern, meta: { ...modernMeta, ...withoutVersion() } }, undefined],
    ['a call of another tool than its header names', { ...modern, name: 'get_vital_signs' }, undefined],
    [
      'a call with more to say than is remembered',
      { ...modern, meta: { ...modernMeta, long: 'x'.repeat(3_000) } },
      'modern',
    ],
    ['a call of 2026-07-28 again', modern, 'modern'],
    ['a call of 2025 again', legacy, 'legacy'],
  ] as const)('is told for %s, the first time and the next', (_case, signs, era) => {
    expect([eras.eraOf(signs), eras.eraOf(signs)]).toEqual([era, era]);
  });

  it('is told for more clients than are remembered', () => {
    const told = Array.from({ length: 1_500 }, (_, progressToken) =>
      eras.eraOf({ ...modern, meta: { ...modernMeta, progressToken } }),
    );
    expect(new Set(told)).toEqual(new Set(['modern']));
  });
});

function withoutVersion(): object {
  return { 'io.modelcontextprotocol/protocolVersion': undefined };
}
