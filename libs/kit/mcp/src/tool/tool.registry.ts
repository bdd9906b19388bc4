import type { Tool } from './tool.js';

/** The tools of one host, by name, in an order that is the same for every caller and process. */
export class ToolRegistry<S> {
  private readonly byName: ReadonlyMap<string, Tool<S>>;

  constructor(readonly all: readonly Tool<S>[]) {
    this.byName = new Map(all.map((tool) => [tool.name, tool]));
    if (this.byName.size !== all.length) throw new Error('Two tools have the same name.');
  }

  find(name: string): Tool<S> | undefined {
    return this.byName.get(name);
  }
}
