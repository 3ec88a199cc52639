import { lnd } from '#api/source/lnd/lnd.ts'
import { nwc } from '#api/source/nwc/nwc.ts'
import type { SourceKind } from '#api/source/source-kind.ts'

/** Every way to follow a wallet. */
export const sourceKinds: readonly SourceKind[] = [lnd, nwc]
