/** What counts as the same name: `@Name`, `name` and `Name ` are one, and invisible characters do not count. '' is nobody. */
export function nameKey(name: string | null | undefined): string {
  if (!name) return ''
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^@+\s*/, '')
    .toLowerCase()
}

/** A name as shown: trimmed and without `@`. */
export function shownName(name: string): string {
  return name.trim().replace(/^@+\s*/, '')
}

/** What counts as the same app. */
export function appKey(app: string | null | undefined): string {
  return (app ?? '').trim().toLowerCase()
}
