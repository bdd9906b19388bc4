export interface StageDefinition {
  readonly name: string;
  readonly task_type: string;
  readonly dependencies: readonly number[];
}

/** Sets of stages in use; what stages are called is data, for no two documents agree. */
export const pipelineTemplates: Readonly<Record<string, readonly StageDefinition[]>> = {
  A: chain('ingestion', 'standardization', 'validation', 'processing', 'quality_assessment', 'export'),
  B: chain('data_ingestion', 'preprocessing', 'bias_detection', 'standardization', 'validation', 'output_generation'),
  C: [
    stage('text_preprocessing'),
    stage('bias_detection', 1),
    stage('emotion_analysis', 1),
    stage('empathy_scoring', 2, 3),
    stage('therapeutic_recommendations', 4),
    stage('report_generation', 5),
  ],
  D: chain('data_ingestion', 'transformation', 'analysis', 'validation', 'processing', 'output'),
  E: chain('data_ingestion', 'data_validation', 'standardization', 'bias_detection', 'processing', 'output_generation'),
};

export const defaultTemplate = 'A';

/** `undefined` for a name that no template has, whatever else objects have by that name. */
export function stagesOfTemplate(name: string): readonly StageDefinition[] | undefined {
  return Object.hasOwn(pipelineTemplates, name) ? pipelineTemplates[name] : undefined;
}

function chain(...names: readonly string[]): StageDefinition[] {
  return names.map((name, index) => (index === 0 ? stage(name) : stage(name, index)));
}

function stage(name: string, ...dependencies: readonly number[]): StageDefinition {
  return { name, task_type: name, dependencies };
}
