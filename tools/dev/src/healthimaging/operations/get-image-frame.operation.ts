import { z } from 'zod';
import { AwsError } from '../wire/aws-error.js';
import { jsonBody } from '../wire/json-body.js';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import { imageSetLabels } from './image-set-labels.js';
import type { Operation } from './operation.js';

const input = imageSetLabels.extend({ imageFrameInformation: z.object({ imageFrameId: model.id() }) });

export const getImageFrame: Operation = {
  name: 'GetImageFrame',
  method: 'POST',
  uri: '/datastore/{datastoreId}/imageSet/{imageSetId}/getImageFrame',
  run: async (request, labels, { archive }) => {
    const given = { ...labels, imageFrameInformation: jsonBody(request) };
    const { datastoreId, imageSetId, imageFrameInformation } = validated(input, given);
    const set = archive.readable(datastoreId, imageSetId);
    const frame = await archive.frame(set, imageFrameInformation.imageFrameId);
    if (frame === undefined) throw new AwsError('ResourceNotFoundException', 'Image frame does not exist.');
    return { headers: { 'content-type': frame.contentType }, body: frame.codestream };
  },
};
