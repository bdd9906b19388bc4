/** How the server introduces itself. */
export interface McpIdentity {
  readonly name: string;
  readonly version: string;
  /** Read by models before they look at the tools. */
  readonly instructions: string;
}
