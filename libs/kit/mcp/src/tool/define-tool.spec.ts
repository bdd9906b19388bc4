import { z } from 'zod';
import type { PatientClause, ToolDefinition } from './tool.definition.js';
import { defineTool } from './define-tool.js';
import type { ToolContext } from './tool.context.js';

const context: ToolContext = {
  caller: undefined,
  decision: undefined,
  relations: [],
  patientId: undefined,
  requestId: 'request-1',
  transport: 'stdio',
  signal: new AbortController().signal,
  accessToken: undefined,
  recordIn: async () => undefined,
  show: () => undefined,
  ask: () => undefined,
};

const words = { name: 'greet', title: 'Greet', description: 'Says hello.' } as const;
const hints = { readOnly: true } as const;

const greet = defineTool({
  ...words,
  hints,
  input: z.strictObject({
    name: z.string().describe('Whom to greet'),
    times: z.int().default(1).describe('How often'),
    mood: z.enum(['calm', 'loud']).optional().describe('How'),
  }),
  output: z.strictObject({ greeting: z.string() }),
  permission: 'public',
  audit: 'token.validated',
  run: ({ name, times }, _context, greeting: string) => ({ greeting: `${greeting} ${name}`.repeat(times) }),
});

describe('a tool', () => {
  it('runs with parsed arguments and the services it asked for', async () => {
    await expect(greet.bind({ name: 'Ada' }).run(context, 'Hello')).resolves.toEqual({ greeting: 'Hello Ada' });
  });

  it('tells which arguments to correct, and never what their values were', () => {
    const given = { name: 5, note: 'secret', times: 'thrice' };
    expect(() => greet.bind(given)).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        publicMessage:
          'The arguments are not valid. name: Invalid input: expected string, received number; ' +
          'times: Invalid input: expected number, received string; Unrecognized key: "note".',
      }),
    );
  });

  it('takes null for a parameter that is left out, and for no other', async () => {
    await expect(greet.bind({ name: 'Ada', times: null }).run(context, 'Hello')).resolves.toEqual({
      greeting: 'Hello Ada',
    });
    expect(() => greet.bind({ name: null, note: null })).toThrow(
      expect.objectContaining({
        publicMessage: expect.stringMatching(/name: .*received null; Unrecognized key: "note"/),
      }),
    );
  });

  it('takes an empty text for a text that is left out, and for nothing else', async () => {
    await expect(greet.bind({ name: 'Ada', mood: '' }).run(context, 'Hello')).resolves.toEqual({
      greeting: 'Hello Ada',
    });
    expect(() => greet.bind({ name: 'Ada', times: '' })).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    await expect(greet.bind({ name: '' }).run(context, 'Hello')).resolves.toEqual({ greeting: 'Hello ' });
  });

  it('names no more than five complaints, none of them long', () => {
    const given = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => [key.repeat(100), 'thrice']));
    const many = z.strictObject(Object.fromEntries(Object.keys(given).map((key) => [key, z.int()])));
    const tool = defineTool({
      ...words,
      hints,
      input: many,
      output: many,
      permission: 'public',
      audit: 'login.refused',
      run: () => ({}),
    });
    expect(() => tool.bind(given)).toThrow(
      expect.objectContaining({ publicMessage: expect.stringMatching(/; and 2 more\.$/) }),
    );
    expect(() => tool.bind(given)).toThrow(
      expect.objectContaining({ publicMessage: expect.stringMatching(/^.{400,900}$/) }),
    );
  });

  it('lists its schemas inline, with room for the token of clients that cannot send a header', () => {
    expect(greet.listing).toEqual({
      name: 'greet',
      title: 'Greet',
      description: 'Says hello.',
      inputSchema: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'Whom to greet' },
          times: expect.objectContaining({ type: 'integer', default: 1 }),
          mood: { type: 'string', enum: ['calm', 'loud'], description: 'How' },
          access_token: { type: 'string', description: expect.stringContaining('Access token') },
        },
        required: ['name'],
        additionalProperties: false,
      },
      outputSchema: {
        type: 'object',
        properties: { greeting: { type: 'string' } },
        required: ['greeting'],
        additionalProperties: false,
      },
      annotations: { title: 'Greet', readOnlyHint: true, openWorldHint: false },
    });
  });

  it('that names access_token itself is listed as it was written', () => {
    const accessToken = z.string().describe('The token in question');
    const tool = defineTool({
      ...words,
      hints,
      input: z.strictObject({ access_token: accessToken }),
      output: z.strictObject({}),
      permission: 'public',
      audit: 'token.validated',
      run: () => ({}),
    });
    expect(tool.keepsAccessToken).toBe(true);
    expect(tool.listing.inputSchema).toMatchObject({ required: ['access_token'] });
  });
});

type Nothing = Readonly<Record<string, never>>;

describe('a definition', () => {
  const schemas = { input: z.strictObject({ mrn: z.string() }), output: z.strictObject({}) };
  const audit = 'patient.read';
  const run = (): Nothing => ({});
  // The compiler refuses each of these; a cast stands for the author who went past it.
  const define = defineTool as unknown as (definition: object) => unknown;

  it('with a permission that concerns a patient says which patient', () => {
    expect(() => define({ ...words, hints, ...schemas, audit, run, permission: 'patient:read' })).toThrow(
      'Tool "greet": patient:read needs a patient resolver.',
    );
  });

  it('with a permission that concerns no patient names none', () => {
    const patient = (): string => 'nobody';
    expect(() => define({ ...words, hints, ...schemas, audit, run, patient, permission: 'patient:search' })).toThrow(
      'Tool "greet": patient:search has no use for a patient resolver.',
    );
  });

  it('takes no arguments that it does not know', () => {
    const input = z.object({ mrn: z.string() });
    expect(() => define({ ...words, hints, ...schemas, input, audit, run, permission: 'public' })).toThrow(
      'Tool "greet": the input must be a z.strictObject.',
    );
  });

  it('does not compile without permission, audit event or patient', () => {
    type Definition = ToolDefinition<typeof schemas.input, typeof schemas.output, 'patient:read', Nothing, unknown> &
      PatientClause<typeof schemas.input, 'patient:read', unknown>;
    const patient = (): string => 'nobody';
    const whole: Definition = { ...words, hints, ...schemas, permission: 'patient:read', audit, patient, run };
    // @ts-expect-error a tool says which permission opens it
    const open: Definition = { ...words, hints, ...schemas, audit, patient, run };
    // @ts-expect-error a tool says what it is on the audit trail
    const silent: Definition = { ...words, hints, ...schemas, permission: 'patient:read', patient, run };
    // @ts-expect-error a permission that concerns a patient says which one
    const blind: Definition = { ...words, hints, ...schemas, permission: 'patient:read', audit, run };
    expect([whole, open, silent, blind]).toHaveLength(4);
  });
});
