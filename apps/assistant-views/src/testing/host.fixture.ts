import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { AppBridge, getToolUiResourceUri, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';

interface Opening {
  readonly mcpUrl: string;
  readonly token: string;
  readonly sandboxUrl: string;
  readonly tool: string;
  readonly arguments: Record<string, unknown>;
  readonly context: McpUiHostContext;
}

/** The least that an assistant in a browser does with MCP Apps; a spec drives it through `window.assistant`. */
class Assistant {
  private bridge: AppBridge | undefined;

  /** Calls a tool, and opens the page that it names beside its answer. */
  async open({ mcpUrl, token, sandboxUrl, context, ...call }: Opening): Promise<void> {
    const client = await connected(mcpUrl, token);
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === call.tool);
    const uri = tool && getToolUiResourceUri(tool);
    if (tool === undefined || uri === undefined) throw new Error(`${call.tool} opens no page.`);
    const [result, page] = await Promise.all([
      client.callTool({ name: call.tool, arguments: call.arguments }),
      client.readResource({ uri }),
    ]);
    const [content] = page.contents;
    const html = content !== undefined && 'text' in content ? content.text : '';
    const frame = document.createElement('iframe');
    const bridge = new AppBridge(client, { name: 'spec', version: '1' }, { serverTools: {} }, { hostContext: context });
    this.bridge = bridge;
    bridge.addEventListener('sandboxready', () => void bridge.sendSandboxResourceReady({ html }));
    bridge.addEventListener('sizechange', ({ height }) => (frame.style.height = `${height ?? 0}px`));
    const isReady = new Promise<void>((resolve) => bridge.addEventListener('initialized', () => resolve()));
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.style.cssText = 'width: 100%; height: 0; border: 0; display: block';
    document.body.replaceChildren(frame);
    const { contentWindow } = frame;
    if (contentWindow === null) throw new Error('The frame has no window.');
    await bridge.connect(new PostMessageTransport(contentWindow, contentWindow));
    frame.src = sandboxUrl;
    await isReady;
    await bridge.sendToolInput({ arguments: call.arguments });
    await bridge.sendToolResult(result);
  }

  look(context: McpUiHostContext): void {
    this.bridge?.setHostContext(context);
  }
}

async function connected(url: string, token: string): Promise<Client> {
  const ui = { mimeTypes: ['text/html;profile=mcp-app'] };
  const client = new Client(
    { name: 'spec', version: '1' },
    { capabilities: { extensions: { 'io.modelcontextprotocol/ui': ui } } },
  );
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

Object.assign(window, { assistant: new Assistant() });
