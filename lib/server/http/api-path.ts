/** Whether an address belongs to /api, whose every answer is JSON, a refusal too. */
export function isApiPath(path: string): boolean {
  return /^\/api(?:[/?]|$)/.test(path);
}
