const maxLetters = 120;
/** Names that Windows keeps for devices, whatever follows the dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Separators, what shells and file systems give a meaning, controls, and marks that turn the text around. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/gu;

/** A name that any file system takes and that leads nowhere else; the ending is kept whole. */
export function formatFileName(name: string, ending: string): string {
  const plain = name.replace(unsafe, "-").replace(/^[.\s]+|[.\s]+$/g, "");
  const short = [...plain].slice(0, maxLetters).join("") || "export";
  return `${reserved.test(short) ? "_" : ""}${short}.${ending}`;
}
