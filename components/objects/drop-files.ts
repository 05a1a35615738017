/** What somebody dropped: files with their paths, and how many could not be read. */
export type DroppedFiles = { files: { file: File; name: string }[]; unread: number };

/** Files, and all that are in folders. The browser tells what was dropped in the very event only: call it there. */
export async function readDrop(data: DataTransfer): Promise<DroppedFiles> {
  const dropped: DroppedFiles = { files: [], unread: 0 };
  const held = [...data.items]
    .filter(({ kind }) => kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  for (const { entry, file } of held) {
    if (entry) await addEntry(entry, dropped);
    else if (file) dropped.files.push({ file, name: file.name });
  }
  return dropped;
}

async function addEntry(entry: FileSystemEntry, dropped: DroppedFiles): Promise<void> {
  try {
    if (isFile(entry)) {
      const file = await new Promise<File>((settle, fail) => entry.file(settle, fail));
      dropped.files.push({ file, name: entry.fullPath.replace(/^\//, "") });
    } else if (isFolder(entry)) {
      for (const inside of await listFolder(entry)) await addEntry(inside, dropped);
    }
  } catch {
    dropped.unread += 1;
  }
}

async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // It gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((settle, fail) =>
      reader.readEntries(settle, fail),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
