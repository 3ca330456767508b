/** Files that were dropped, those inside of dropped folders among them. Asked at once: afterwards the browser forgets them. */
export function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(plain);
  return Promise.all(entries.flatMap((entry) => (entry ? [filesOf(entry)] : []))).then((found) =>
    found.flat(),
  );
}

/** A folder of thousands is a mistake more often than a wish. */
const MOST = 200;

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((done, failed) => entry.file(done, failed))];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  while (files.length < MOST) {
    // A reader hands out a hundred at a time, and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) break;
    for (const one of some) if (!one.name.startsWith('.')) files.push(...(await filesOf(one)));
  }
  return files.slice(0, MOST);
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
