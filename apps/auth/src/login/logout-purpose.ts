/** What the hidden field of a page to sign out is good for: nothing but leading back to this very address. */
export function logoutPurpose(back?: string): string {
  return back === undefined ? 'logout' : `logout ${back}`;
}
