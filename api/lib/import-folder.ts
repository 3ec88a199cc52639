import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Imports every module of a folder and those below it. Whoever calls it says the folder as `join(import.meta.dirname, 'NAME')`, so that
 * the service built as one file has them inside (`scripts/build/keep-places.ts`).
 * @returns what they export, by their paths in the folder, in the order of these
 */
export async function importFolder<Exported>(folder: string): Promise<Map<string, Exported>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort()
  const modules = new Map<string, Exported>()
  for (const file of files) modules.set(file, await import(pathToFileURL(join(folder, file)).href))
  return modules
}
