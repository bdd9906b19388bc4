import { describeAccessibility } from './testing/accessibility.fixture.js';

describeAccessibility('in light colours', { colorScheme: 'light' });
