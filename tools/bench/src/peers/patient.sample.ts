import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** The answer that the peers give without looking anything up: as large as a real `get_patient`. */
const patient = {
  status: 'success',
  patient: {
    mrn: 'MRN001',
    first_name: 'John',
    last_name: 'Doe',
    dob: '1985-06-15',
    gender: 'male',
    email: 'john.doe@example.org',
    phone: '555-0100',
    address: { street: '1 Example Street', city: 'Springfield', state: 'IL', zip: '62701' },
    insurance: { provider: 'Example Health', policy_number: 'EX-100200' },
  },
};

const output = z.object({ status: z.string(), patient: z.looseObject({ mrn: z.string() }) });

/** The bare SDK with one constant tool: no token, no decision, no audit, no database. */
export function constantServer(): McpServer {
  const server = new McpServer({ name: 'peer', version: '1.0.0' });
  server.registerTool(
    'get_patient',
    {
      title: 'Get a patient',
      description: 'Constant.',
      inputSchema: z.object({ mrn: z.string() }),
      outputSchema: output,
    },
    () => ({ content: [{ type: 'text', text: JSON.stringify(patient, null, 2) }], structuredContent: patient }),
  );
  return server;
}
