import { z } from 'zod';
import { model } from '../wire/model.js';

/** What every operation on one image set takes. */
export const imageSetLabels = z.object({ datastoreId: model.id(), imageSetId: model.id() });
