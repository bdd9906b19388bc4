import { DomainError } from '@caregate/core-errors';
import { decide, type Caller, type Question, type Relation } from '@caregate/core-permissions';

/** Who may come in, and whom they see: the real decision, over callers and relations that a spec wrote down. */
export class Visitors {
  readonly #callers = new Map<string, Caller>();
  readonly #relations: Relation[] = [];

  /** Verifies each token anew. */
  readonly verifier = {
    peek: () => undefined,
    verify: async (token: string): Promise<Caller> =>
      this.#callers.get(token) ?? Promise.reject(new DomainError('token.signature.invalid')),
  };

  readonly authorizer = {
    decide: async (question: Omit<Question, 'relations' | 'now'>) =>
      decide({ ...question, relations: this.#relations, now: new Date() }),
    relationsOf: async (subject: string) => this.#relations.filter((relation) => relation.subject === subject),
  };

  /** Lets somebody in under a token of that name. */
  readonly admit = (token: string, caller: Caller, relations: readonly Relation[] = []): void => {
    this.#callers.set(token, caller);
    this.#relations.push(...relations);
  };
}
