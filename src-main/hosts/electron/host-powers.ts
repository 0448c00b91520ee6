/** What Electron can do that a browser can't: dialogs, the file manager, dragging files out. */
import type { BrowserWindow, Dialog, NativeImage, OpenDialogOptions, Shell } from 'electron';
import { dirname } from 'node:path';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { isPlainPath } from '../../platform/paths.ts';
import type { HostPowers } from '../window/window-service.ts';

interface DesktopTools {
  readonly shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  /** null: there is no window now. */
  readonly window: () => BrowserWindow | null;
  /** Under the pointer while files are dragged. @param path A picture; null: there is none. */
  readonly dragIcon: (path: string | null) => NativeImage;
}

export function electronPowers(tools: DesktopTools): HostPowers {
  return {
    host: 'electron',
    abilities: { reveal: true, droppedPaths: true, dragOut: true, folderDialog: true, uploads: null },
    // Whoever sits at the desk may look at what they may look at.
    roots: 'all',
    reveal: (path) => reveal(tools.shell, path),
    chooseFolders: (purpose) => chooseFolders(tools, purpose),
    dragOut: (paths, iconPath) => {
      startDrag(tools, paths, iconPath);
      return Promise.resolve();
    },
    openExternal: async (address) => {
      if (!isMapAddress(address)) throw new AppError('not-offered', { detail: 'only maps are opened' });
      await tools.shell.openExternal(address);
    },
  };
}

/** The one address outside this machine that a person may be led to. */
export function isMapAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, pathname, username, password } = new URL(address);
  const isPlain = username === '' && password === '' && pathname === '/';
  return protocol === 'https:' && host === 'www.openstreetmap.org' && isPlain;
}

/** File managers take text: a name that is none can't be pointed at, its folder can be opened. */
async function reveal(shell: DesktopTools['shell'], path: string): Promise<void> {
  if (isPlainPath(path)) {
    shell.showItemInFolder(path);
    return;
  }
  const folder = dirname(path);
  const problem = isPlainPath(folder) ? await shell.openPath(folder) : 'its name is not valid text';
  if (problem !== '') throw new AppError('not-offered', { file: path, detail: problem });
}

async function chooseFolders(
  { dialog, window }: DesktopTools,
  purpose: 'add' | 'library',
): Promise<readonly string[]> {
  const options: OpenDialogOptions = {
    properties:
      purpose === 'add' ? ['openDirectory', 'multiSelections'] : ['openDirectory', 'createDirectory'],
  };
  const owner = window();
  const answer =
    owner === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options);
  return answer.canceled ? [] : answer.filePaths;
}

function startDrag(tools: DesktopTools, paths: readonly string[], iconPath: string | null): void {
  const files = paths.filter(isPlainPath);
  const [file] = files;
  const contents = tools.window()?.webContents;
  if (file === undefined || contents === undefined)
    throw new AppError('not-offered', { detail: 'there is no file here that can be dragged' });
  contents.startDrag({ file, files, icon: tools.dragIcon(iconPath) });
}
