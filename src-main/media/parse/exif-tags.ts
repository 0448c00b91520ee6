/** Looking tags up in what exiftool found, by name and by how far the place they stand in can be relied on. */
import { rationalOrNumber } from './fraction.ts';
import { isObject, toNumber, toText } from './lenient.ts';

export interface FoundTag {
  /** exiftool's family 1 group: where in the file it stands ("ExifIFD", "Keys", "Track1"). */
  readonly group: string;
  readonly value: unknown;
}

/** Tag name -> where it was found, the most reliable place first. */
export type TagIndex = ReadonlyMap<string, readonly FoundTag[]>;

/** What the camera itself wrote, then what containers repeat, then what editors added; others come after these. */
const groupOrder: readonly RegExp[] = [
  /^ExifIFD$/,
  /^IFD0$/,
  /^Keys$/,
  /^XML$/,
  /^H264$/,
  /^UserData$/,
  /^ItemList$/,
  /^QuickTime$/,
  /^IPTC$/,
  /^XMP-(exif|tiff|aux|dc|photoshop|xmp)/,
  /^XMP-/,
];

/** Facts of the file system, of exiftool itself, and of single tracks (their encoder is not the clip's camera). */
const passedOver = /^(System|File|ExifTool|Track\d+)$/;

export function splitKey(key: string): { readonly group: string; readonly name: string } {
  const colon = key.indexOf(':');
  return { group: colon < 0 ? '' : key.slice(0, colon), name: key.slice(colon + 1) };
}

export function indexTags(tags: Readonly<Record<string, unknown>>): TagIndex {
  const index = new Map<string, FoundTag[]>();
  for (const [key, value] of Object.entries(tags)) {
    const { group, name } = splitKey(key);
    if (passedOver.test(group) || isBinary(value)) continue;
    const found = index.get(name) ?? [];
    found.push({ group, value });
    index.set(name, found);
  }
  const place = ({ group }: FoundTag): number => {
    const at = groupOrder.findIndex((pattern) => pattern.test(group));
    return at < 0 ? groupOrder.length : at;
  };
  for (const found of index.values()) found.sort((a, b) => place(a) - place(b));
  return index;
}

/** exiftool's stand-in for bytes that it was not asked to print. */
export function isBinary(value: unknown): boolean {
  return typeof value === 'string' && /^\(Binary data \d+ bytes/.test(value);
}

/** The first value that `read` makes something of: by the order of `names`, then of groups. */
export function firstOf<T>(
  index: TagIndex,
  names: readonly string[],
  read: (tag: FoundTag) => T | null,
): T | null {
  for (const name of names) {
    for (const tag of index.get(name) ?? []) {
      const found = read(tag);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Some programs fill fields that they do not know with these. */
const fillers = /^(unknown|undefined|n\/a|none|-+|0+|\(none\))$/i;

export function textOf(index: TagIndex, names: readonly string[]): string | null {
  return firstOf(index, names, ({ value }) => plainText(value));
}

/** Text that says something; a list is joined with commas. */
export function plainText(value: unknown): string | null {
  const parts = (Array.isArray(value) ? value : [value]).map((part: unknown) => {
    // The language alternatives of XMP, where exiftool was asked for structures.
    const text = toText(isObject(part) ? part['x-default'] : part);
    return text === null || fillers.test(text) ? null : text;
  });
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.join(', ');
}

/** A number above zero, also from text that starts with one ("24.0 mm", "1/60 s"). */
export function positiveNumberOf(index: TagIndex, names: readonly string[]): number | null {
  return firstOf(index, names, ({ value }) => positiveNumber(value));
}

function positiveNumber(value: unknown): number | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const number =
    toNumber(first) ?? rationalOrNumber(/^\s*\d+(?:\.\d+)?(?:\/\d+)?/.exec(toText(first) ?? '')?.[0]);
  return number !== null && number > 0 ? number : null;
}
