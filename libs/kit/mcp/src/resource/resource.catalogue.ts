import type { CallRequest } from '../pipeline/call.request.js';
import type { ToolListing } from '../tool/tool.listing.js';
import type { ResourceView } from './resource.view.js';

/** The addresses of one host. */
export class ResourceCatalogue {
  private readonly patterns: readonly (readonly [RegExp, ResourceView])[];

  constructor(views: readonly ResourceView[]) {
    this.patterns = views.map((view) => [patternOf(view.uriTemplate), view]);
  }

  get isEmpty(): boolean {
    return this.patterns.length === 0;
  }

  /** Those whose tool the caller is shown. */
  shownWith(tools: readonly ToolListing[]): readonly ResourceView[] {
    const names = new Set(tools.map(({ name }) => name));
    return this.patterns.map(([, view]) => view).filter(({ tool }) => names.has(tool));
  }

  /** `undefined`: nothing has this address. */
  callOf(uri: string): CallRequest | undefined {
    for (const [pattern, { tool }] of this.patterns) {
      const values = pattern.exec(uri)?.groups;
      const decoded = values && decodedOf(values);
      if (decoded !== undefined) return { name: tool, arguments: decoded };
    }
    return undefined;
  }
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{(\w+)\}/);
  const source = parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `(?<${part}>[^/?#]+)`));
  return new RegExp(`^${source.join('')}$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function decodedOf(values: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
