import '../host/jitless.js';
import '../parts/base.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { Host } from '../host/host.js';
import { VitalsAndLabs } from './vitals-and-labs.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

createRoot(root).render(<VitalsAndLabs host={await Host.open('caregate-vitals-and-labs', '1.0.0')} />);
