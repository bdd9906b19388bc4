/** Whether what was refused with this code may go well in a while. */
export function isPassing(code: string): boolean {
  return [
    'service.unavailable',
    'service.stopping',
    'service.timeout',
    'audit.write.failed',
    'request.too_many',
  ].includes(code);
}
