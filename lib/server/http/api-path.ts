/** What is collected, for Prometheus: answered beside /api, under its rules. */
export const metricsPath = "/metrics";

/** Whether an address belongs to /api, whose every answer is JSON, a refusal too. */
export function isApiPath(path: string): boolean {
  return /^\/api(?:[/?]|$)/.test(path);
}

/** Whether an address is that of an object's bytes, which somebody else has written. */
export function isDownloadPath(path: string): boolean {
  return /^\/api\/c\/[^/]+\/objects\//.test(path);
}
