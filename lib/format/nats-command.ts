/**
 * The words of a nats command, its flags last. Behind `--` the command takes a name for a name, also one such as
 * `--force`, and one that begins with `@`, which it would take for a file of arguments.
 */
export function natsCommand(
  [noun, verb]: readonly [noun: string, verb: string],
  names: readonly string[],
  flags: readonly string[] = [],
): string[] {
  const isOdd = names.some((name) => /^[-@]/.test(name));
  return isOdd
    ? ["nats", noun, verb, ...flags, "--", ...names]
    : ["nats", noun, verb, ...names, ...flags];
}
