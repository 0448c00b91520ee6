/** The volumes of whichever system this is. */
import { createLinuxVolumeSource } from './linux-volumes.ts';
import { createMacVolumeSource } from './mac-volumes.ts';
import type { VolumeSource } from './volumes.ts';
import { createWindowsVolumeSource } from './windows-volumes.ts';

export function createVolumeSource(platform: NodeJS.Platform): VolumeSource {
  if (platform === 'darwin') return createMacVolumeSource();
  if (platform === 'win32') return createWindowsVolumeSource();
  return createLinuxVolumeSource();
}
