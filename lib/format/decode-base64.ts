/** Whether text is written in base64's letters, in either alphabet, lines and all. */
export function looksBase64(text: string): boolean {
  const letters = text.replace(/\s+/g, "");
  return letters.length % 4 !== 1 && (plain.test(letters) || forAddresses.test(letters));
}

/** The bytes that base64 text stands for. */
export function fromBase64(text: string): Uint8Array {
  if (!looksBase64(text)) throw new Error("it has other letters, or is cut off");
  const letters = text.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  const binary = atob(letters.replace(/=+$/, ""));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

const plain = /^[A-Za-z0-9+/]+={0,2}$/;
const forAddresses = /^[A-Za-z0-9_-]+={0,2}$/;
