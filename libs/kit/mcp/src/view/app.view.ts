/**
 * A page that a host opens beside the answers of some tools (MCP Apps 2026-01-26, SEP-1865). It gets what the tools
 * answered, and asks for more through the host; by itself it may load and reach nothing.
 */
export interface AppView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `ui://…`; hosts keep the page under it. */
  readonly uri: `ui://${string}`;
  /** Tools that open it. */
  readonly tools: readonly string[];
  /** One document, with scripts and styles in it. */
  readonly html: string;
}
