/** Without a word about the connection, which is Node's to keep or, where the client asks for that, to close (RFC 9112 §9.6). */
export function unbound(response: Response): Response {
  response.headers.delete('connection');
  return response;
}
