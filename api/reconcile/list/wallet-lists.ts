/** Reads wallets' lists in this process, beside what else it does: one after another, so that they take little. */
export type WalletLists = {
  begin(work: () => Promise<void>): void
  /** Resolves once none is read. */
  idle(): Promise<void>
}

/** @param onError told of what no work should throw */
export function createWalletLists(onError: (error: unknown) => void): WalletLists {
  let last: Promise<void> = Promise.resolve()
  return {
    begin: (work) => {
      last = last.then(work).catch(onError)
    },
    idle: () => last,
  }
}
