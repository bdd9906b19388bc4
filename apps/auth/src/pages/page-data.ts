/** What each page shows. Everything comes to the page as text and is escaped there. */
export interface PageData {
  readonly home: {
    readonly user?: { readonly name: string; readonly role: string };
    readonly until?: string;
    readonly csrfToken?: string;
  };
  readonly login: { readonly providers: readonly { readonly title: string; readonly href: string }[] };
  readonly consent: {
    readonly clientName: string;
    /** Where the application describes itself, when its id is the address of a document. */
    readonly publisherHost?: string | undefined;
    readonly userName: string;
    readonly resourceTitle: string;
    readonly resourceUrl: string;
    readonly redirectHost: string;
    readonly scopes: readonly { readonly name: string; readonly title: string }[];
    /** What it asks of the service, when none of that opens anything. */
    readonly vainScopes: readonly string[];
    /** Whose record it may be; of several the person chooses one. */
    readonly patients: readonly { readonly patientId: string; readonly title: string }[];
    /** Whether the access outlives the sign-in. */
    readonly lasting: boolean;
    /** Whether nothing but its redirect address tells who the application is. */
    readonly unproven: boolean;
    readonly action: string;
    readonly csrfToken: string;
  };
  readonly deviceCode: { readonly userCode: string; readonly csrfToken: string };
  readonly deviceConsent: Omit<
    PageData['consent'],
    'action' | 'patients' | 'publisherHost' | 'redirectHost' | 'unproven'
  > & {
    readonly userCode: string;
  };
  readonly logout: {
    readonly csrfToken: string;
    /** The application that asks for it. */
    readonly clientName?: string | undefined;
    /** Where it wants to be led back to. */
    readonly back?: string | undefined;
  };
  readonly message: { readonly message: string; readonly code?: string; readonly requestId?: string };
}
