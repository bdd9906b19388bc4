/** What a strategy must know when the person comes back. `openid-client/passport` chose these names; all use them. */
export interface KeptSignOn {
  readonly state: string;
  /** Empty where the provider has no ID token to put it in. */
  readonly nonce: string;
  readonly code_verifier: string;
}

/** Under which name every strategy keeps it in the session of its request. */
export const strategySessionKey = 'sign-on';
