/** The system's trash: what is in there can be put back by whoever uses the machine. On Linux that of freedesktop.org's specification. */
import trash from 'trash';

export interface Trash {
  /** @throws what the system says, where it cannot be moved: then it stays where it is */
  move(path: string): Promise<void>;
}

export const systemTrash: Trash = {
  async move(path) {
    // Names that are not text have no spelling that the tools behind it take.
    if (!path.isWellFormed()) throw new Error('the name of the file is not valid text');
    await trash(path, { glob: false });
  },
};
