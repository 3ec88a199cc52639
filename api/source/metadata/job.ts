import type { Context } from '#api/context.ts'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import type { Job } from '#api/job/job.ts'
import { sleep } from '#api/lib/async.ts'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { type Answer, askForMetadata } from '#api/source/metadata/ask-for-metadata.ts'
import { findDue, queueWanted, type Wanted } from '#api/source/metadata/find-wanted.ts'
import { settleFetch } from '#api/source/metadata/settle-fetch.ts'

/** Of one host: so many in a round, one at a time, so far apart. Whoever pays chooses whom we ask. */
const PER_HOST = 10
const APART_MS = 500
/** Hosts asked at the same time, and all that a round takes on. */
const HOSTS = 6
const PER_ROUND = 200

/** Fetches the metadata of Lightning-address boosts from the addresses in their memos. */
export function createMetadataJob(apartMs = APART_MS): Job {
  /** When each host was asked last. */
  const asked = new Map<string, number>()
  return {
    name: 'metadata',
    schedule: '*/10 * * * * *',
    atStart: true,
    onChange: true,
    hasWork: async (ctx) => (await findDue(ctx.db, ctx.now(), { perHost: 1, all: 1 })).length > 0,
    run: async (ctx, signal) => {
      await queueWanted(ctx.db, ctx.now())
      const due = await findDue(ctx.db, ctx.now(), { perHost: PER_HOST, all: PER_ROUND })
      const hosts = [...Map.groupBy(due, ({ host }) => host).values()]
      const workers = Array.from({ length: HOSTS }, async () => {
        for (let own = hosts.shift(); own && !signal.aborted; own = hosts.shift())
          await askHost(ctx, own, asked, apartMs, signal)
      })
      await Promise.all(workers)
      for (const [host, at] of asked) if (Date.now() - at > 60_000) asked.delete(host)
    },
  }
}

/** Asks one host one thing after another; one that does not answer is left alone until the next round. */
async function askHost(
  ctx: Context,
  wanted: readonly Wanted[],
  asked: Map<string, number>,
  apartMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const one of wanted) {
    const wait = (asked.get(one.host) ?? 0) + apartMs - Date.now()
    if (wait > 0) await sleep(wait, signal)
    if (signal.aborted) return
    asked.set(one.host, Date.now())
    const answer = await askInTurn(ctx.fetcher, addressesOf(one), signal)
    if (signal.aborted) return
    try {
      await settleFetch(ctx, one, answer)
    } catch (error) {
      ctx.log.error(
        { err: error, payment: one.payment_id },
        'metadata could not be taken over; it is tried again',
      )
    }
    if ('problem' in answer && answer.isSilent) return
  }
}

/** The address that was recorded, and what else its memo names. */
function addressesOf({ url, memo, comment }: Wanted): [string, ...string[]] {
  const named = readPaymentUrl(comment ?? '') ?? readPaymentUrl(memo ?? '')
  return [url, ...(named?.others.filter((other) => other !== url) ?? [])]
}

/** The first that answers with metadata; else what the first of all said. */
async function askInTurn(
  fetcher: Fetcher,
  [first, ...others]: [string, ...string[]],
  signal: AbortSignal,
): Promise<Answer> {
  const answer = await askForMetadata(fetcher, first, signal)
  for (const url of others) {
    if ('metadata' in answer || signal.aborted) break
    const other = await askForMetadata(fetcher, url, signal)
    if ('metadata' in other) return other
  }
  return answer
}
