import type { ImportKind } from '#api/contract/import.ts'
import type { Reader, ReaderOptions } from '#api/import/reader/item.ts'
import { readHelipad } from '#api/import/reader/read-helipad.ts'
import { readAlby, readLnbits, readLnd } from '#api/import/reader/read-list.ts'
import { readNdjson } from '#api/import/reader/read-ndjson.ts'
import type { Exactness } from '#db/schema/wallet.ts'

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
  lnbits: { sourceKind: 'lnbits-file', exactness: 2, read: readLnbits },
  ndjson: { sourceKind: 'file', exactness: 2, read: readNdjson },
} satisfies Record<ImportKind, KindOfFile>

/** Whether there is a kind of file of this name. */
export function isKind(text: string): text is ImportKind {
  return Object.hasOwn(KINDS, text)
}
