/**
 * What keeps the last copy of a clip out of the trash: a file goes only where it is as the library knows it, is no file that stays under whatever name,
 * and is on a disk that has a trash.
 */
import { type BigIntStats, constants } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { FileRow } from '../db/repositories/files.repository.ts';
import { fsPath, pathFromBytes } from '../platform/paths.ts';
import { lookOf, sameSizeAndTime } from './file-look.ts';
import type { MountedVolumes, VolumeKind } from './volumes.ts';
