/** What a tool answers, under an address. Reading it is a call of that tool: decision and audit are the tool's own. */
export interface ResourceView {
  readonly name: string;
  readonly title: string;
  /** Says when to read it: models and people see it. */
  readonly description: string;
  /** RFC 6570, level 1: `ehr://patients/{mrn}/labs`. Its variables are the arguments of the tool. */
  readonly uriTemplate: string;
  readonly tool: string;
}
