/** What makes two tags one: names that differ only in case do. */
export function tagKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
