/**
 * The sandbox proxy of a web host (MCP Apps 2026-01-26, "Sandbox proxy"): of another origin than the host, it puts the
 * page into a frame without an origin and passes on what the two say. Its own policy binds that frame as well.
 */
const frame = document.createElement('iframe');
frame.setAttribute('sandbox', 'allow-scripts');

window.addEventListener('message', ({ source, data }: MessageEvent<{ method?: string; params?: { html: string } }>) => {
  if (source === frame.contentWindow) return void window.parent.postMessage(data, '*');
  if (source !== window.parent) return;
  if (data.method !== 'ui/notifications/sandbox-resource-ready')
    return void frame.contentWindow?.postMessage(data, '*');
  frame.srcdoc = data.params?.html ?? '';
  document.body.append(frame);
});

window.parent.postMessage({ jsonrpc: '2.0', method: 'ui/notifications/sandbox-proxy-ready', params: {} }, '*');
