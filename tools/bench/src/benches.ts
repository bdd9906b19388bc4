import type { Bench } from './bench.js';
import { audit } from './benches/audit.bench.js';
import { ehrBook } from './benches/ehr-book.bench.js';
import { edge } from './benches/edge.bench.js';
import { ehrCall } from './benches/ehr-call.bench.js';
import { ehrDb } from './benches/ehr-db.bench.js';
import { ehrLoad } from './benches/ehr-load.bench.js';
import { ehrTokens } from './benches/ehr-tokens.bench.js';
import { ehrWs } from './benches/ehr-ws.bench.js';
import { frame } from './benches/frame.bench.js';
import { introspect } from './benches/introspect.bench.js';
import { revocation } from './benches/revocation.bench.js';
import { search } from './benches/search.bench.js';
import { tasks } from './benches/tasks.bench.js';
import { token } from './benches/token.bench.js';
import { verify } from './benches/verify.bench.js';
import { verifyCold } from './benches/verify-cold.bench.js';

/** In the order in which they run. */
export const benches: readonly Bench[] = [
  verify,
  verifyCold,
  token,
  introspect,
  revocation,
  edge,
  ehrCall,
  ehrWs,
  ehrLoad,
  ehrBook,
  ehrTokens,
  ehrDb,
  search,
  audit,
  frame,
  tasks,
];
