/** Why an object can't have this name, in words; undefined when it can. Almost anything can: it is written in base64. */
export function checkObjectName(name: string): string | undefined {
  if (name === "") return "Give the object a name.";
  // Half a letter has no UTF-8: what is stored would have another name.
  if (!isWellFormed(name)) return "The name holds half of a letter (a lone surrogate).";
  const bytes = new TextEncoder().encode(name).length;
  if (bytes <= mostBytes) return undefined;
  return `An object's name has at most ${mostBytes.toLocaleString("en")} bytes here; this has ${bytes.toLocaleString("en")}.`;
}

/** In base64, and with what stands around it, it has to fit into a protocol line of 4 KiB. */
const mostBytes = 2_048;

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
