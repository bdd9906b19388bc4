import { describeAccessibility } from './testing/accessibility.fixture.js';

describeAccessibility('on a phone in dark colours', { colorScheme: 'dark', viewport: { width: 390, height: 844 } });
