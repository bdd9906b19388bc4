export type { KeySource } from './keys/key-source.js';
export { KeyWatch } from './keys/key-watch.js';
export { PostgresRevocationView, type PostgresRevocationViewOptions } from './revocation/postgres-revocation-view.js';
export { RemoteKeySource, type RemoteKeySourceOptions } from './keys/remote-key-source.js';
export type { RevocationView, RevocationViewHealth } from './revocation/revocation-view.js';
export { TokenVerifier, type TokenVerifierOptions } from './token-verifier.js';
