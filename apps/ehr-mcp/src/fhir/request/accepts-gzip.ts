/** Whether a client takes gzip (RFC 9110 §12.5.3): what it says of gzip goes before what it says of anything. */
export function acceptsGzip(header: string | undefined): boolean {
  const codings = (header ?? '').split(',').map((part) => part.split(';').map((piece) => piece.trim().toLowerCase()));
  const said = codings.find(([name]) => name === 'gzip') ?? codings.find(([name]) => name === '*');
  return said !== undefined && !said.some((piece) => /^q=0(\.0*)?$/.test(piece));
}
