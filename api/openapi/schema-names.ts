import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const CONTRACT = join(import.meta.dirname, '../contract')

/** The schemas of the contract, by the names that they are exported under: `boostListSchema` is `BoostList`. */
export async function loadSchemaNames(): Promise<Map<z.core.$ZodType, string>> {
  const names = new Map<z.core.$ZodType, string>()
  const files = (await readdir(CONTRACT, { recursive: true })).filter((file) => file.endsWith('.ts')).sort()
  for (const file of files) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(CONTRACT, file)).href)
    for (const [name, value] of Object.entries(exported))
      if (value instanceof z.ZodType && name.endsWith('Schema')) names.set(value, nameOf(name))
  }
  return names
}

function nameOf(exported: string): string {
  const name = exported.replace(/Schema$/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
