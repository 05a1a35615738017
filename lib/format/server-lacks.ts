/** Why a server of 2.x lacks what came with a later one, in words; undefined where it has it, or is not known. */
export function serverLacks(
  version: string | undefined,
  since: `2.${number}`,
  what = "",
): string | undefined {
  if (version === undefined) return undefined;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isBefore = major < 2 || (major === 2 && minor < Number(since.slice(2)));
  if (!isBefore) return undefined;
  return `${what}${what === "" ? "S" : "s"}ince NATS ${since}; this server is ${version}.`;
}
