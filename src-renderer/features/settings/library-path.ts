/** Names of new libraries. PURE. */

const forbidden = /[/\\:*?"<>|\p{Cc}]/u;

/** The folder of a library of that name in a folder; null: no folder can have that name. */
export function libraryIn(folder: string, name: string): string | null {
  const plain = name.trim().replace(/\.rushes$/i, '');
  if (plain === '' || plain.startsWith('.') || forbidden.test(plain)) return null;
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder.replace(/[/\\]+$/, '')}${separator}${plain}.rushes`;
}
