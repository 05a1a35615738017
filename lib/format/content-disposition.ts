/** Marks that turn text around, controls, line ends, halves of characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What shells and file systems give a meaning. */
const special = /[<>:"|?*]/g;
/** Names that Windows keeps for devices, whatever follows the dot. */
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?=\.|$)/i;
/** File systems take 255; a browser adds " (1)", and an ending of its own while it writes. */
const mostBytes = 200;
const mostEndingBytes = 20;

/** The name that a file of this object gets: its last segment, which leads nowhere and reads as it is; its ending stays. */
export function toDownloadName(objectName: string): string {
  const segments = objectName.split(/[/\\]/).map(toPlain);
  const last = segments.findLast((segment) => segment !== "") ?? "object";
  const name = device.test(last) ? `_${last}` : last;
  const at = name.lastIndexOf(".");
  const ending = at > 0 && bytesOf(name.slice(at)) <= mostEndingBytes ? name.slice(at) : "";
  const stem = cut(name.slice(0, name.length - ending.length), mostBytes - bytesOf(ending));
  return `${stem}${ending}`;
}

/** The header that has a browser keep an answer as this file (RFC 6266): in ASCII for old readers, and as it is. */
export function toContentDisposition(fileName: string): string {
  // Some readers decode percent signs there.
  const ascii = fileName.replace(/[^\x20-\x7e]/gu, "_").replace(/["\\%]/g, "_");
  const exact = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}

function toPlain(segment: string): string {
  return segment
    .replace(invisible, "")
    .replace(special, "-")
    .replace(/^[.\s]+|[.\s]+$/g, "");
}

function cut(text: string, most: number): string {
  let kept = "";
  let left = most;
  for (const letter of text) {
    left -= bytesOf(letter);
    if (left < 0) break;
    kept += letter;
  }
  return kept.replace(/[.\s]+$/, "");
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
