/** Whether what was refused with this code may go well in a while: also what nobody foresaw, which is no fault of ours. */
export function isPassing(code: string): boolean {
  return [
    'service.internal',
    'service.unavailable',
    'service.stopping',
    'service.timeout',
    'audit.write.failed',
    'request.too_many',
  ].includes(code);
}
