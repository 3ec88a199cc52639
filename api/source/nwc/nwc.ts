import type { NWCClient } from '@getalby/sdk/nwc'
import { sleep } from '#api/lib/async.ts'
import { connectNwc } from '#api/source/nwc/connect.ts'
import { laterNwcCursor, type NwcCursor, type NwcRun, nwcCursorSchema } from '#api/source/nwc/cursor.ts'
import { explainNwcError } from '#api/source/nwc/explain-nwc-error.ts'
import { HOUR_S, lookAgain, OVERLAP_S, readHistory } from '#api/source/nwc/list-transactions.ts'
import { listenToWallet } from '#api/source/nwc/listen-to-wallet.ts'
import { type NwcSettings, nwcSettingsSchema } from '#api/source/nwc/settings.ts'
import { defineSource } from '#api/source/source-kind.ts'
import { SourceProblem } from '#api/source/source-problem.ts'

/** How often the list is looked at, beside what the wallet tells by itself. */
const LOOK_MS = 60_000
/** How long a wallet may take to say what is behind it. */
const INFO_MS = 10_000
const DAY_MS = 24 * HOUR_S * 1000

/** A wallet behind Nostr Wallet Connect: Alby Hub and others. */
export const nwc = defineSource({
  kind: 'nwc',
  title: 'Nostr Wallet Connect',
  exactness: 3,
  settings: nwcSettingsSchema,
  secret: ['connection'],
  cursor: nwcCursorSchema,
  later: laterNwcCursor,
  check: checkNwc,
  run: runNwc,
})

async function checkNwc(settings: NwcSettings, signal: AbortSignal): Promise<string> {
  const client = connectNwc(settings)
  const close = () => client.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    const { notifications } = await client.getWalletServiceInfo()
    const { total_count } = await client.listTransactions({ limit: 1, type: 'incoming' })
    const count =
      Number(total_count) > 0 ? ` It has ${Number(total_count).toLocaleString('en')} transactions.` : ''
    const told = notifications.includes('payment_received')
      ? ''
      : ' It does not tell of payments by itself, so they are seen within a minute.'
    return `Connected.${count}${told}${await warnOfRights(client)}`
  } catch (error) {
    throw explainNwcError(error)
  } finally {
    signal.removeEventListener('abort', close)
    client.close()
  }
}

/** A connection that may pay is more than Readout needs. */
async function warnOfRights(client: NWCClient): Promise<string> {
  const info = await client.getInfo().catch(() => null)
  return info?.methods?.some((method) => /^(multi_)?pay_/.test(method))
    ? ' This connection may also pay, which Readout never does: one that can only read is safer.'
    : ''
}

async function runNwc(run: NwcRun): Promise<void> {
  const client = connectNwc(run.settings)
  const ending = new AbortController()
  const part = { ...run, signal: AbortSignal.any([run.signal, ending.signal]) }
  const aborted = new Promise<void>((resolve) =>
    part.signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  try {
    const work = follow(client, part)
    // Asked questions are waited for by the SDK until they are late; who is told to end does not wait for that.
    work.catch(() => {})
    await Promise.race([work, aborted])
  } catch (error) {
    throw explainNwcError(error)
  } finally {
    ending.abort()
    client.close()
  }
}

async function follow(client: NWCClient, run: NwcRun): Promise<void> {
  const cursor = await knowNode(client, run)
  const { connected, lost } = listenToWallet(client, run, cursor)
  await Promise.race([connected, lost])
  const listing = keepListing(client, run, cursor)
  listing.catch(() => {})
  await Promise.race([listing, lost])
}

/** @throws SourceProblem where the node behind is another than before */
async function knowNode(client: NWCClient, { cursor, signal }: NwcRun): Promise<NwcCursor> {
  // First, so that an error of the connection is met here; a wallet need not say what is behind it.
  await client.listTransactions({ limit: 1, type: 'incoming' })
  const info = await Promise.race([
    client.getInfo().catch(() => null),
    sleep(INFO_MS, signal).then(() => null),
  ])
  const node = info?.pubkey || null
  if (cursor.node !== null && node !== null && node !== cursor.node)
    throw new SourceProblem(
      'other-wallet',
      'This connection leads to another wallet than the one that was followed before.',
      'If this is another wallet, remove this source and add the wallet as a new one, with a name of its own. If it is a mistake, give the former connection.',
    )
  return { ...cursor, node: cursor.node ?? node }
}

/** Lists on every connect, and from then on now and then: what was told while we were away is told no more. */
async function keepListing(client: NWCClient, run: NwcRun, start: NwcCursor): Promise<void> {
  let cursor = start.seen === null ? await readHistory(client, run, start) : start
  let hour = 0
  let day = 0
  await run.reportStatus({ state: 'connected' })
  while (!run.signal.aborted) {
    const now = Date.now()
    const overlap =
      now - day >= DAY_MS ? OVERLAP_S.daily : now - hour >= HOUR_S * 1000 ? OVERLAP_S.hourly : OVERLAP_S.often
    cursor = await lookAgain(client, run, cursor, overlap)
    if (overlap >= OVERLAP_S.hourly) hour = now
    if (overlap >= OVERLAP_S.daily) day = now
    await run.reportStatus({ state: 'connected' })
    await sleep(LOOK_MS, run.signal)
  }
}
