import type { ToolAnswer } from '../host/tool-answer.js';
import { seenIn } from './picture.js';

const facts = {
  datastore_id: 'd',
  image_set_id: 'i',
  modality: 'CT',
  frame_number: 2,
  frame_count: 4,
  width: 64,
  height: 64,
  is_lossy: false,
  checksum: 'verified',
  notice: 'Not for primary diagnosis.',
};
const image = { type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png' };

function answer(changes: Partial<ToolAnswer> = {}): ToolAnswer {
  return { content: [{ type: 'text', text: '{}' }, image], structuredContent: facts, ...changes };
}

describe('the picture of an answer (feature X10)', () => {
  it('is the image content, with what is said beside it', () => {
    expect(seenIn(answer())).toEqual({
      kind: 'picture',
      picture: { facts, url: 'data:image/png;base64,iVBORw0KGgo=' },
    });
  });

  it.each([
    ['there is no image', { content: [] }],
    ['the image is of a type that can hold scripts', { content: [{ ...image, mimeType: 'image/svg+xml' }] }],
    ['the data is no Base64', { content: [{ ...image, data: '"><script>' }] }],
    ['nothing is said beside it', { structuredContent: undefined }],
  ])('is none when %s', (_case, changes) => {
    expect(seenIn(answer(changes))).toEqual({ kind: 'failure', message: 'The answer holds no picture.' });
  });

  it('is what the server says when it refuses', () => {
    const content = [{ type: 'text', text: '{"status":"error","message":"Not your patient."}' }];
    expect(seenIn({ content, isError: true })).toEqual({ kind: 'failure', message: 'Not your patient.' });
  });
});
