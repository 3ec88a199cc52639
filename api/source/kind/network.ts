import type { Network } from '#db/schema/wallet.ts'

/** How invoices of each network begin (BOLT 11; `lnsb` is LND's simnet). */
const BY_PREFIX: Record<string, Network> = {
  bc: 'mainnet',
  tb: 'testnet',
  tbs: 'signet',
  bcrt: 'regtest',
  sb: 'simnet',
}

/** The network of an invoice, by its prefix; null where it is no BOLT 11 invoice. */
export function networkOfInvoice(invoice: unknown): Network | null {
  if (typeof invoice !== 'string') return null
  const [, prefix] = /^(?:lightning:)?ln(bcrt|bc|tbs|tb|sb)\d/i.exec(invoice.trim()) ?? []
  return prefix ? (BY_PREFIX[prefix.toLowerCase()] ?? null) : null
}

/** A network as wallets name it: `bitcoin`, `main`, `testnet4`, `mutinynet` …; null for a name that says nothing. */
export function networkNamed(name: unknown): Network | null {
  if (typeof name !== 'string') return null
  const known = name.trim().toLowerCase()
  if (/^(bitcoin|main(net)?|bc)$/.test(known)) return 'mainnet'
  if (/^(test(net)?\d*|tb)$/.test(known)) return 'testnet'
  if (/signet|mutiny/.test(known)) return 'signet'
  if (/^(regtest|bcrt)$/.test(known)) return 'regtest'
  return known === 'simnet' ? 'simnet' : null
}

/** Whether money of it is worth nothing. */
export function isTestNetwork(network: Network | null | undefined): network is Exclude<Network, 'mainnet'> {
  return network !== null && network !== undefined && network !== 'mainnet'
}
