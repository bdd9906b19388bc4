import { createServer } from 'node:http';
import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { listen } from './listen.js';
import { constantServer } from './patient.sample.js';

const handle = toNodeHandler(createMcpHandler(constantServer, { legacy: 'stateless' }));

// The SDK's type leaves `undefined` out of optional properties that Node's own type has it in.
listen(createServer((request, response) => void handle(request as NodeIncomingMessageLike, response)));
