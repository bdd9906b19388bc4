import '../host/jitless.js';
import '../parts/base.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { Host } from '../host/host.js';
import { ImageViewer } from './image-viewer.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

createRoot(root).render(<ImageViewer host={await Host.open('caregate-image-viewer', '1.0.0')} />);
