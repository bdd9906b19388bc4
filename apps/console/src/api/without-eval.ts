import { z } from 'zod';

/**
 * Told before the first schema is made: zod would try whether it may make functions of text, which the page's policy
 * forbids, and every page would report that as a breach.
 */
z.config({ jitless: true });
