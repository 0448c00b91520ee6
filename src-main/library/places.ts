/** From paths to places in the library, and back to where they are now. */
import type { VolumesRepository } from '../db/repositories/volumes.repository.ts';
import { pathToBytes } from '../platform/paths.ts';
import type { Place } from './ingest-types.ts';
import { isWithin, type MountedVolumes, placeBelow, type Volume } from './volumes.ts';

/** Stands for a volume that the library does not know, where it must not be written. */
const unknownVolumeId = 0;

export class Places {
  readonly #volumes: VolumesRepository;
  readonly #mounted: MountedVolumes;
  readonly #access: 'write' | 'read';
  readonly #nowMs: number;
  readonly #idByIdentity = new Map<string, number>();
  readonly #identityById = new Map<number, string>();

  /** With 'write', brings the library's volumes up to date with what is mounted, and adds those that files are on. */
  constructor(
    volumes: VolumesRepository,
    mounted: MountedVolumes,
    options: { readonly access: 'write' | 'read'; readonly nowMs: number },
  ) {
    this.#volumes = volumes;
    this.#mounted = mounted;
    this.#access = options.access;
    this.#nowMs = options.nowMs;
    for (const row of volumes.all()) {
      this.#learn(row.identity, row.id);
      const now = mounted.find(row.identity);
      if (now !== null && options.access === 'write') this.#put(now);
    }
  }

  /** The place of a real path. */
  placeOf(realPath: string): Place {
    const volume = this.#mounted.locate(realPath);
    return { volumeId: this.#idOf(volume), relativePath: placeBelow(volume.mountPath, realPath) };
  }

  /** Where a place is now; null when its volume is not there. */
  pathOf(place: Place): string | null {
    const identity = this.#identityById.get(place.volumeId);
    return identity === undefined ? null : this.#mounted.pathOf(identity, place.relativePath);
  }

  /** Places of the volumes that are mounted below a folder. */
  mountsBelow(folder: string): Place[] {
    return this.#mounted.volumes
      .filter(({ mountPath }) => mountPath !== folder && isWithin(mountPath, folder))
      .flatMap(({ identity }) => {
        const volumeId = this.#idByIdentity.get(identity);
        return volumeId === undefined ? [] : [{ volumeId, relativePath: new Uint8Array() }];
      });
  }

  #idOf(volume: Volume): number {
    const known = this.#idByIdentity.get(volume.identity);
    if (known !== undefined) return known;
    const id = this.#access === 'write' ? this.#put(volume) : unknownVolumeId;
    this.#learn(volume.identity, id);
    return id;
  }

  #put(volume: Volume): number {
    const { mountPath, ...others } = volume;
    return this.#volumes.put({ ...others, mountPath: pathToBytes(mountPath), lastSeenMs: this.#nowMs });
  }

  #learn(identity: string, id: number): void {
    this.#idByIdentity.set(identity, id);
    this.#identityById.set(id, identity);
  }
}
