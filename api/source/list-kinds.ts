import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { lnd } from '#api/source/lnd/lnd.ts'
import { nwc } from '#api/source/nwc/nwc.ts'

/** Every way to follow a wallet. */
export const sourceKinds: readonly SourceKind[] = [lnd, nwc]
