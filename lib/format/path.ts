/** One step into a value: a key of an object, or a place in a list. */
export type Step = string | number;

/** A path as people write it: `config.subjects[0]`, `headers["Nats-Msg-Id"]`. */
export function formatPath(steps: readonly Step[]): string {
  return steps.reduce<string>(addStep, "");
}

/** The path one step further in. */
export function addStep(path: string, step: Step): string {
  if (typeof step === "number") return `${path}[${step}]`;
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === "" ? step : `${path}.${step}`;
}
