/** The identity that a payment hash gives; AMP sets share it. */
export function hashKey(report: { payment_hash: string | null }): string | null {
  return report.payment_hash === null ? null : `hash:${report.payment_hash}`
}

/** The identity that a wallet's own id gives. */
export function refKey(walletId: number, ref: string): string {
  return `ref:${walletId}:${ref}`
}
