/** The digests of a SHA256SUMS file by file name; lines of another form are left out. */
export function parseChecksums(text: string): Map<string, string> {
  const digests = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    // Two spaces, or a space and a star for "read as binary".
    const found = /^([0-9a-fA-F]{64}) [ *](\S.*)$/.exec(line);
    if (found?.[1] && found[2]) digests.set(found[2].trim(), found[1].toLowerCase());
  }
  return digests;
}
