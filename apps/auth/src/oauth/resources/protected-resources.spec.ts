import { ProtectedResources } from './protected-resources.js';

describe('the protected resources', () => {
  const ehr = { url: 'http://localhost:7777/mcp', title: 'Record', scopes: [] };
  const resources = new ProtectedResources([ehr, { url: 'https://imaging.example/mcp', title: 'Images', scopes: [] }]);

  it('takes the first as the one meant by clients that name none', () => {
    expect(resources.byDefault).toBe(ehr);
  });

  it('finds one by its address, however a client writes it', () => {
    expect(resources.find('http://localhost:7777/mcp')).toBe(ehr);
    expect(resources.find('HTTP://LOCALHOST:7777/mcp/')).toBe(ehr);
  });

  it.each(['http://localhost:7777/', 'http://localhost:7777/mcp/x', 'http://localhost:7777/mcp?x', 'nonsense', ''])(
    'does not take %s for one of them',
    (address) => {
      expect(resources.find(address)).toBeUndefined();
    },
  );
});
