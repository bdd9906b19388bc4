import { z } from 'zod';
import { AwsError } from '../wire/aws-error.js';
import { jsonReply } from '../wire/json-reply.js';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import type { Operation } from './operation.js';

const input = z.object({ datastoreId: model.id() });

export const getDatastore: Operation = {
  name: 'GetDatastore',
  method: 'GET',
  uri: '/datastore/{datastoreId}',
  run: (_request, labels, { archive }) => {
    const { datastoreId } = validated(input, labels);
    const found = archive.datastores.find((each) => each.datastoreId === datastoreId);
    if (found === undefined) throw new AwsError('ResourceNotFoundException', 'Datastore does not exist.');
    return jsonReply({ datastoreProperties: found });
  },
};
