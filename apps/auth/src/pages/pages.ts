import { Eta } from 'eta';
import type { PageData } from './page-data.js';
import { templates } from './templates.js';

/** Renders the pages that people see. What is shown is escaped, whoever wrote it. */
export class Pages {
  private readonly eta = new Eta({ autoEscape: true, cache: true });

  constructor() {
    for (const [name, template] of Object.entries(templates)) this.eta.loadTemplate(`@${name}`, template);
  }

  render<N extends keyof PageData>(name: N, title: string, data: PageData[N]): string {
    return this.eta.render('@layout', { title, body: this.eta.render(`@${name}`, data) });
  }
}
