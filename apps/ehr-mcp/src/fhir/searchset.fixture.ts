interface SearchsetEntry {
  readonly fullUrl?: string;
  readonly resource: { readonly resourceType: string; readonly id?: string };
  readonly search?: { readonly mode: string };
}

/** What of a searchset specs look at; that it is a valid Bundle is said elsewhere. */
export function entriesOf(body: Record<string, unknown>): readonly SearchsetEntry[] {
  return (body['entry'] ?? []) as SearchsetEntry[];
}

export function typesOf(body: Record<string, unknown>): string[] {
  return entriesOf(body).map(({ resource }) => resource.resourceType);
}

export function linkOf(body: Record<string, unknown>, relation: string): string | undefined {
  const links = (body['link'] ?? []) as { readonly relation: string; readonly url: string }[];
  return links.find((link) => link.relation === relation)?.url;
}

/** Provenance of what an import wrote: the one thing that a record has more than the record from which it came. */
export function isOfImport(resource: object): boolean {
  return (
    'activity' in resource && (resource as { readonly activity: { readonly text?: string } }).activity.text === 'import'
  );
}
