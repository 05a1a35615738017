/** How a download is that the console's server sends: asked for by the id that its page has given it. */
export type DownloadStatus =
  /** It was not asked for yet, or is forgotten. */
  | { state: "unknown" }
  | { state: "running"; sentBytes: number; sizeBytes: number }
  /** Sent to its last byte, and what was sent has the size and the digest of its metadata. */
  | { state: "done"; sentBytes: number; sizeBytes: number; digest: string }
  /** It was refused, or broken off before its last byte: no browser takes it for whole. */
  | { state: "failed"; sentBytes: number; sizeBytes: number; reason: DownloadReason };

/** Why a download failed, in the words of the one who knows. */
export type DownloadReason = { title: string; detail: string; hint?: string };
