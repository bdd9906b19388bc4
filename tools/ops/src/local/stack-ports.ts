/** What the stack listens on unless told otherwise: auth, /verify, record, images, agents, bridge, edge, sandbox, database. */
export const stackPorts: readonly number[] = [
  8080, 8000, 7777, 7778, 8090, 8081, 8092, 3000, 8088, 8099, 8096, 8097, 15_432,
];
