/** What a strategy may look at of a request: no framework's response object is needed. */
export interface StrategyRequest {
  readonly method: 'GET';
  /** Path and query. */
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  /** Where a strategy keeps what it must know when the person comes back. */
  readonly session: Record<string, unknown>;
}

export type StrategyOutcome =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'success'; readonly user: unknown }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What makes an object a strategy of passport. */
export interface PassportStrategy {
  authenticate(...parameters: never[]): unknown;
}

/** The request behind path and query, as much of it as strategies look at. */
export function strategyRequest(url: string, session: StrategyRequest['session']): StrategyRequest {
  const query = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
  return { method: 'GET', url, query, session };
}

/** Runs one passport strategy as `passport.authenticate` would, and hands back what it decides instead of acting on it. */
export function runStrategy(
  strategy: PassportStrategy,
  request: StrategyRequest,
  options: object,
): Promise<StrategyOutcome> {
  return new Promise((resolve) => {
    const running: unknown = Object.assign(Object.create(strategy), {
      success: (user: unknown) => resolve({ kind: 'success', user }),
      fail: (challenge: unknown) => resolve({ kind: 'refused', because: wordsOf(challenge) }),
      redirect: (url: string) => resolve({ kind: 'redirect', url }),
      pass: () => resolve({ kind: 'refused', because: 'no decision' }),
      error: (error: unknown) => resolve({ kind: 'failed', error }),
    });
    // Untyped on purpose: passport's type asks for a whole Express request, of which strategies read these members only.
    try {
      Reflect.apply(strategy.authenticate, running, [request, options]);
    } catch (error) {
      resolve({ kind: 'failed', error });
    }
  });
}

function wordsOf(challenge: unknown): string {
  if (typeof challenge === 'string') return challenge;
  const words = typeof challenge === 'object' && challenge !== null && 'message' in challenge ? challenge.message : '';
  return String(words || 'refused');
}
