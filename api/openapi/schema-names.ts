import { join } from 'node:path'
import { z } from 'zod'
import { importFolder } from '#api/lib/import-folder.ts'

/** The schemas of the contract, by the names that they are exported under: `boostListSchema` is `BoostList`. */
export async function loadSchemaNames(): Promise<Map<z.core.$ZodType, string>> {
  const names = new Map<z.core.$ZodType, string>()
  const modules = await importFolder<Record<string, unknown>>(join(import.meta.dirname, '../contract'))
  for (const exported of modules.values())
    for (const [name, value] of Object.entries(exported))
      if (value instanceof z.ZodType && name.endsWith('Schema')) names.set(value, nameOf(name))
  return names
}

function nameOf(exported: string): string {
  const name = exported.replace(/Schema$/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
