export { declaredMetrics, type DeclaredMetric } from './monitoring/declared-metrics.js';
