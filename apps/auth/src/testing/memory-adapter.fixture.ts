import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Enough of a store for an identity provider that lives as long as its spec. */
export function memoryAdapter(): (model: string) => Adapter {
  const stores = new Map<string, Map<string, AdapterPayload>>();
  return (model) => {
    const store = stores.get(model) ?? new Map<string, AdapterPayload>();
    stores.set(model, store);
    return {
      upsert: async (id, payload) => void store.set(id, payload),
      find: async (id) => store.get(id),
      findByUid: async (uid) => [...store.values()].find((payload) => payload.uid === uid),
      findByUserCode: async () => undefined,
      consume: async (id) => void Object.assign(store.get(id) ?? {}, { consumed: 1 }),
      destroy: async (id) => void store.delete(id),
      revokeByGrantId: async () => undefined,
    };
  };
}
