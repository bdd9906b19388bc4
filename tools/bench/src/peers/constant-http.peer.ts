import { createServer } from 'node:http';
import { listen } from './listen.js';

/** Answers every request with the headers given as JSON on the command line: what `/verify` costs without deciding. */
const headers: unknown = JSON.parse(process.argv[2] ?? '{}');
const fixed = Object.fromEntries(Object.entries(Object(headers)).map(([name, value]) => [name, String(value)]));

listen(
  createServer((_request, response) => {
    response.writeHead(200, fixed);
    response.end();
  }),
);
