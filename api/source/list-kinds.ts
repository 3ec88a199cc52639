import { alby } from '#api/source/alby/alby.ts'
import { btcpay } from '#api/source/btcpay/btcpay.ts'
import { cln } from '#api/source/cln/cln.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { lnbits } from '#api/source/lnbits/lnbits.ts'
import { lnd } from '#api/source/lnd/lnd.ts'
import { createNostrSource } from '#api/source/nostr/nostr.ts'
import { nwc } from '#api/source/nwc/nwc.ts'
import { phoenixd } from '#api/source/phoenixd/phoenixd.ts'
import { zaprite } from '#api/source/zaprite/zaprite.ts'

/** Every way to follow a wallet, or what is said. */
export const sourceKinds: readonly SourceKind[] = [
  lnd,
  cln,
  nwc,
  lnbits,
  phoenixd,
  alby,
  btcpay,
  zaprite,
  createNostrSource(),
]
