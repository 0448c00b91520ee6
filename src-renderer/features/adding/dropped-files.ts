/** Files out of a drop, folders opened: browsers hand folders over as trees that have to be walked. */

const videoExtensions =
  /\.(3g2|3gp|asf|avi|braw|crm|dv|f4v|flv|h264|h265|hevc|insv|lrv|m1v|m2t|m2ts|m2v|m4v|mjpeg|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|qt|rm|rmvb|ts|vob|webm|wmv|y4m)$/i;

/** By its name or, where that says nothing, by what the browser takes it for. */
export function isVideoFile({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return videoExtensions.test(name) || type.startsWith('video/');
}

/** What is dropped out of another program's memory is a file without a place in any tree. */
type Dropped = FileSystemEntry | File;

/** Must be called before the drop's event is over; the tree may be walked later. */
export function entriesOf(transfer: DataTransfer): readonly Dropped[] {
  return [...transfer.items]
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((entry) => entry !== null);
}

export async function filesOf(entries: readonly Dropped[]): Promise<readonly File[]> {
  const found: File[] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push(entry);
    else if (entry.isFile) found.push(await fileOf(entry as FileSystemFileEntry));
    else found.push(...(await filesOf(await childrenOf(entry as FileSystemDirectoryEntry))));
  }
  return found;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

/** A reader gives a hundred at a time, and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return children;
    children.push(...some);
  }
}
