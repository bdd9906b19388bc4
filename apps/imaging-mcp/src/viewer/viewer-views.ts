import path from 'node:path';
import { builtView, type AppView } from '@caregate/kit-mcp';

/** Where `vite build apps/assistant-views --mode image-viewer` puts the page, from sources as from `dist`. */
const builtPage = path.resolve(import.meta.dirname, '../../../assistant-views/dist/app/image-viewer.html');

const view = {
  name: 'image-viewer',
  title: 'Image',
  description: 'The picture of render_image_frame, the frames beside it and other windows.',
  uri: 'ui://caregate/image-viewer.html',
  tools: ['render_image_frame'],
} as const;

/** The viewer beside pictures. None where the page was not built: the picture is in the answer without it. */
export function viewerViews(onMissing: () => void, file = builtPage): readonly AppView[] {
  return builtView(view, file, onMissing);
}
