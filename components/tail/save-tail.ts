import { formatFileName } from "@/lib/format/file-name";
import { exportTail } from "@/lib/queries/tail";

/** Takes away what a tail keeps, as a file. */
export async function saveTail(run: string): Promise<void> {
  const url = URL.createObjectURL(await exportTail(run));
  const link = document.createElement("a");
  link.href = url;
  link.download = formatFileName("tail", "jsonl");
  link.click();
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
