import { saveFile } from "./save-file";

/** Where a file goes, piece after piece. */
export type FileSink = {
  name: string;
  put: (bytes: Uint8Array) => Promise<void>;
  end: () => Promise<void>;
  /** Leaves nothing behind. */
  abandon: () => Promise<void>;
};

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/**
 * A file on the disk where the browser lets one be chosen, which has to be asked in the very click; else parts of a
 * Blob, which browsers put on the disk when they are many. Undefined where nobody chose one.
 */
export async function openSink(name: string, type: string): Promise<FileSink | undefined> {
  const pick = (window as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (pick === undefined) return toBlob(name, type);
  try {
    const handle = await pick({ suggestedName: name });
    const stream = await handle.createWritable();
    return {
      name: handle.name,
      put: (bytes) => stream.write(bytes.slice()),
      end: () => stream.close(),
      abandon: () => stream.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    return toBlob(name, type);
  }
}

function toBlob(name: string, type: string): FileSink {
  let parts: Blob[] = [];
  return {
    name,
    put: async (bytes) => void parts.push(new Blob([bytes.slice()])),
    end: async () => saveFile(new Blob(parts, { type }), name),
    abandon: async () => {
      parts = [];
    },
  };
}
