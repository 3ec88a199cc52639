import type { SupporterJson } from '#api/contract/supporter.ts'

/** The names that someone goes by beside the one shown, each once. */
export function otherNames({ name, names }: Pick<SupporterJson, 'name' | 'names'>): string[] {
  const seen = new Set([name.toLowerCase()])
  return names.flatMap((other) => {
    const key = other.name.toLowerCase()
    if (key === '' || seen.has(key)) return []
    seen.add(key)
    return [other.name]
  })
}

/** One name as a line: with its app, and the beginning of its sender id, where it has one. */
export function formatName(name: SupporterJson['names'][number]): string {
  if (name.sender_id === null) return name.name
  const id = name.sender_id.length > 12 ? `${name.sender_id.slice(0, 12)}…` : name.sender_id
  return `${name.name} · ${name.app ? `${name.app} ` : ''}${id}`
}
