import type { Exactness } from '#db/schema/wallet.ts'
import type { Reader, ReaderOptions } from '#scripts/import/reader/item.ts'
import { readHelipad } from '#scripts/import/reader/read-helipad.ts'
import { readAlby, readLnd } from '#scripts/import/reader/read-list.ts'
import { readNdjson } from '#scripts/import/reader/read-ndjson.ts'

type KindOfFile = {
  /** What a source is that is new with it. */
  sourceKind: string
  exactness: Exactness
  read: (file: string, options: ReaderOptions) => Promise<Reader>
}

/** The kinds of files that can be imported. */
export const KINDS = {
  lnd: { sourceKind: 'lnd-file', exactness: 2, read: readLnd },
  helipad: { sourceKind: 'helipad', exactness: 1, read: readHelipad },
  alby: { sourceKind: 'alby-file', exactness: 2, read: readAlby },
  ndjson: { sourceKind: 'file', exactness: 2, read: readNdjson },
} satisfies Record<string, KindOfFile>

export type Kind = keyof typeof KINDS

/** Whether there is a kind of file of this name. */
export function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text)
}
