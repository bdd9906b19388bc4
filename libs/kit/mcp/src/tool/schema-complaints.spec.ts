import { z } from 'zod';
import { clinicTools } from '../fixture/clinic.fixture.js';
import { listingOf } from './tool.listing.js';
import { schemaComplaints } from './schema-complaints.js';

const any = z.strictObject({ a: z.string().describe('A') });

function complaintsAbout(input: z.ZodObject, output: z.ZodObject = any, name = 'tool', description = 'Does.') {
  const listing = listingOf({
    name,
    title: 'Tool',
    description,
    input,
    output,
    permission: 'public',
    hints: { readOnly: true },
  });
  return schemaComplaints([{ name, listing }]);
}

const tree = z.strictObject({
  get children() {
    return z.array(tree).describe('Below');
  },
});

const field = (schema: z.ZodType) => z.strictObject({ a: schema.describe('A') });

describe('the lint of tool schemas', () => {
  it('has nothing to say about the tools of these specs', () => {
    expect(schemaComplaints(clinicTools)).toEqual([]);
  });

  it.each([
    ['a type that may be null', field(z.string().nullable()), 'tool.inputSchema.a: has several types'],
    ['a union', field(z.union([any, z.string()])), 'tool.inputSchema.a: is a union'],
    [
      'an intersection',
      field(z.intersection(z.string().min(2), z.string().max(9))),
      'tool.inputSchema.a: is an intersection',
    ],
    ['an exclusive bound', field(z.number().positive()), 'tool.inputSchema.a: has an exclusive bound'],
    ['an enum of numbers', field(z.literal([1, 2])), 'tool.inputSchema.a: has an enum of something else'],
    ['a schema that contains itself', tree, 'tool.inputSchema.children.items: refers elsewhere'],
    [
      'several types',
      field(z.unknown().meta({ type: ['string', 'integer'] })),
      'tool.inputSchema.a: has several types',
    ],
    [
      'an argument that goes into a header',
      field(z.string().meta({ 'x-mcp-header': 'A' })),
      'tool.inputSchema.a: copies',
    ],
    ['an argument that nobody described', z.strictObject({ a: z.string() }), 'tool.inputSchema.a: has no description'],
    ['a union within a list', field(z.array(z.union([any, z.string()]))), 'tool.inputSchema.a.items: is a union'],
  ])('finds %s', (_case, input, complaint) => {
    expect(complaintsAbout(input)).toEqual(expect.arrayContaining([expect.stringContaining(complaint)]));
  });

  it('looks at what comes out as well', () => {
    expect(complaintsAbout(any, field(z.string().nullable()))).toEqual([
      expect.stringContaining('tool.outputSchema.a: has several types'),
    ]);
  });

  it('does not mistake an argument for a keyword', () => {
    expect(
      complaintsAbout(z.strictObject({ anyOf: z.string().describe('A'), enum: z.string().default('x').describe('A') })),
    ).toEqual([]);
  });

  it('wants a name that every client takes, and a description', () => {
    expect(complaintsAbout(any, any, 'get patient', ' ')).toEqual([
      'get patient: a name has 1 to 64 letters, digits, _ or -',
      'get patient: has no description',
    ]);
  });
});
