import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { RequestInvalid, type RequestIssue } from '../problem/request-invalid.js';

type Issues = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & object
>[0];

/** Parses what `@Body({ schema })`, `@Query({ schema })` and `@Param('id', { schema })` take; their handler gets the result. */
export class RequestValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues: Issues) => new RequestInvalid(issues.map(issueOf)) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (thrown) {
      if (thrown instanceof RequestInvalid && metadata.data !== undefined) throw within(metadata.data, thrown);
      throw thrown;
    }
  }
}

function issueOf({ path = [], message }: Issues[number]): RequestIssue {
  return { path: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'), message };
}

/** `@Param('id', …)` is parsed by itself, so its schema does not know what it is called. */
function within(name: string, { issues }: RequestInvalid): RequestInvalid {
  return new RequestInvalid(
    issues.map(({ path, message }) => ({ path: path === '' ? name : `${name}.${path}`, message })),
  );
}
