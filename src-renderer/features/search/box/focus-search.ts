export const searchBoxId = 'search-box';

export function focusSearch(): void {
  const field = document.getElementById(searchBoxId);
  if (field instanceof HTMLInputElement) field.select();
}
