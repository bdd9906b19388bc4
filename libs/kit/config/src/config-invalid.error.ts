import { DomainError } from '@caregate/core-errors';

export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong, without the value: it is printed on consoles and shipped to log stores. */
  readonly problem: string;
}

/** All that is wrong with the environment at once, so that an operator corrects it in one round. */
export class ConfigInvalid extends DomainError {
  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    const publicMessage = ['The configuration is not usable:', ...lines].join('\n');
    super('config.invalid', { publicMessage, detail: { variables: problems.map(({ variable }) => variable) } });
    this.message = publicMessage;
  }
}
