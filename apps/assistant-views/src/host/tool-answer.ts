/** What a view reads of the answer of a tool. */
export interface ToolAnswer {
  readonly content: readonly {
    readonly type: string;
    readonly text?: unknown;
    readonly data?: unknown;
    readonly mimeType?: unknown;
  }[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
}

export type CallTool = (name: string, given: Readonly<Record<string, unknown>>) => Promise<ToolAnswer>;
