import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** One document: MCP Apps hosts hand it to a frame that has no address to load anything from. */
function oneDocument(): Plugin {
  return {
    name: 'caregate-one-document',
    enforce: 'post',
    generateBundle: (_options, bundle) => {
      const files = Object.values(bundle);
      const scripts = files.filter((file) => file.type === 'chunk').map(({ code }) => script(code));
      const styles = files
        .filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
        .map((file) => `<style>${String('source' in file ? file.source : '')}</style>`);
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === 'asset' && name.endsWith('.html')) {
          file.source = withParts(String(file.source), styles.join(''), scripts.join(''));
        } else delete bundle[name];
      }
    },
  };
}

/** What would end the element early is written in another way that means the same in strings, which is where it is. */
function script(code: string): string {
  return `<script type="module">${code.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`<\!--`)}</script>`;
}

/** Replaced by functions: in a string `$&` would have a meaning. */
function withParts(html: string, styles: string, scripts: string): string {
  return html
    .replaceAll(/\s*<(?:script[^>]*\ssrc=[^>]*><\/script|link[^>]*\srel="(?:stylesheet|modulepreload)"[^>]*)>/g, '')
    .replace('</head>', () => `${styles}</head>`)
    .replace('</body>', () => `${scripts}</body>`);
}

/** The mode is the page: `vite build apps/assistant-views --mode vitals-and-labs`. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [react(), oneDocument()],
  build: {
    outDir: 'dist/app',
    emptyOutDir: false,
    sourcemap: false,
    modulePreload: false,
    // The first that know `light-dark()`: what it is rewritten to for older ones does not follow a host's theme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { input: `${import.meta.dirname}/${mode}.html` },
  },
}));
