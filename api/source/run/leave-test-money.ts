import { isTestNetwork } from '#api/source/kind/network.ts'
import type { Reading } from '#api/source/kind/reading.ts'
import type { Network } from '#db/schema/wallet.ts'

/**
 * Leaves out money of a test network, which is worth nothing: what its invoice says counts, and where it has none, what is known of
 * the wallet.
 * @returns what is left, and which network its invoices tell of, test money above all
 */
export function leaveTestMoney(
  { reports, ...reading }: Reading,
  wallet: Network | null,
): { reading: Reading; network: Network | null } {
  const told = reports.find(({ network }) => isTestNetwork(network))?.network ?? null
  const network = told ?? wallet ?? reports.find(({ network }) => network)?.network ?? null
  const isPlay = (own: Network | null | undefined) => isTestNetwork(own ?? network)
  return { reading: { ...reading, reports: reports.filter((report) => !isPlay(report.network)) }, network }
}
