import { KINDS } from '#api/import/kinds.ts'
import type { Reader } from '#api/import/reader/item.ts'
import type { Origin } from '#api/intake/report.ts'
import type { ImportRow } from '#db/schema/import.ts'

/** Opens an uploaded file for reading, with who reports what is in it. @throws PlainError where it cannot be read */
export async function openUpload(
  file: string,
  { kind, name, source, wallet }: ImportRow,
  now: () => Date,
): Promise<{ reader: Reader; origin: Origin; wallet: string }> {
  if (source === null || wallet === null) throw new Error('A file has no wallet yet')
  const { sourceKind, exactness, read } = KINDS[kind]
  const reader = await read(file, { name, source, now })
  return { reader, origin: { source, kind: sourceKind, exactness, wallet }, wallet }
}
