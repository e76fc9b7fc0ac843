/** Case, width and spaces do not matter; the server says the same. */
const plain = (name: string) => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Whether it is the area's name in either language. */
export function isNameOf(area: Partial<Record<string, string>>, typed: string): boolean {
  return Object.values(area).some((name) => name !== undefined && plain(name) === plain(typed)) && plain(typed) !== '';
}
