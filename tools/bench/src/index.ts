export type { Bench, BenchResult } from './bench.js';
