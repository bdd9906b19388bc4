import type { PromptTemplate } from '@caregate/kit-mcp';
import { handover } from './handover.prompt.js';
import { medicationReconciliation } from './medication-reconciliation.prompt.js';
import { visitPreparation } from './visit-preparation.prompt.js';

export const ehrPrompts: readonly PromptTemplate[] = [visitPreparation, handover, medicationReconciliation];
