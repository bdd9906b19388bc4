import {
  App,
  applyDocumentTheme,
  applyHostStyleVariables,
  type McpUiHostContext,
} from '@modelcontextprotocol/ext-apps';
import type { CallTool, ToolAnswer } from './tool-answer.js';

/** What the host has told so far. */
export interface HostState {
  readonly context: McpUiHostContext;
  /** Of the call that opened the view. */
  readonly asked: Readonly<Record<string, unknown>> | undefined;
  readonly answer: ToolAnswer | undefined;
  readonly isCancelled: boolean;
  /** The host carries calls of this view to the server. */
  readonly canCall: boolean;
}

/** The assistant's side of the view: what it tells is a state to subscribe to, in the shape that React reads. */
export class Host {
  private readonly listeners = new Set<() => void>();
  private state: HostState = { context: {}, asked: undefined, answer: undefined, isCancelled: false, canCall: false };

  private constructor(private readonly app: App) {}

  static async open(name: string, version: string): Promise<Host> {
    const app = new App({ name, version }, { availableDisplayModes: ['inline', 'fullscreen'] });
    const host = new Host(app);
    // Before the connection: hosts send these once, as soon as there is one.
    app.addEventListener('toolinput', ({ arguments: asked = {} }) => host.change({ asked }));
    app.addEventListener('toolresult', (answer) => host.change({ answer, isCancelled: false }));
    app.addEventListener('toolcancelled', () => host.change({ isCancelled: true }));
    app.addEventListener('hostcontextchanged', (context) => host.look(context));
    await app.connect();
    host.change({ canCall: app.getHostCapabilities()?.serverTools !== undefined });
    host.look(app.getHostContext() ?? {});
    return host;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): HostState => this.state;

  /** Calls a tool of the server that the view came from; the host decides, and shows what it likes of it. */
  readonly call: CallTool = (name, given) => this.app.callServerTool({ name, arguments: { ...given } });

  private look(context: McpUiHostContext): void {
    if (context.theme !== undefined) applyDocumentTheme(context.theme);
    if (context.styles?.variables !== undefined) applyHostStyleVariables(context.styles.variables);
    this.change({ context: { ...this.state.context, ...context } });
  }

  private change(news: Partial<HostState>): void {
    this.state = { ...this.state, ...news };
    for (const listener of this.listeners) listener();
  }
}
