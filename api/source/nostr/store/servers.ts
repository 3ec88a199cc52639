import { type Kysely, sql } from 'kysely'
import type { Fetcher } from '#api/fetch/create-fetcher.ts'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'
import { isObject } from '#api/lib/is-object.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { isHex64 } from '#api/source/nostr/read/nostr-event.ts'
import type { DB } from '#db/schema/index.ts'

const FRESH = '1 day'
const PATIENCE_MS = 10_000
const MAX_BODY = 64 * 1024
const AT_ONCE = 20

/** Whose zaps a server's key confirms: the shows that its addresses are of. */
export type Servers = ReadonlyMap<string, readonly number[]>

type Address = { address: string; show_id: number }

/**
 * The keys that servers of the kept shows' own Lightning addresses sign zap receipts with (NIP-57, `nostrPubkey`). They are asked
 * once a day; what one said last holds while it does not answer.
 */
export async function loadServers(db: Kysely<DB>, fetcher: Fetcher, signal: AbortSignal): Promise<Servers> {
  const addresses = await loadAddresses(db)
  const { rows: due } = await sql<{ address: string }>`
    select distinct address from unnest(${addresses.map(({ address }) => address)}::text[]) address
    where not exists (
      select from nostr_servers s where s.address = address.address and asked_at > now() - ${FRESH}::interval)
    limit ${AT_ONCE}`.execute(db)
  await Promise.all(due.map(({ address }) => askServer(db, fetcher, address, signal)))
  const known = new Map(
    (await db.selectFrom('nostr_servers').select(['address', 'key']).execute()).map(({ address, key }) => [
      address,
      key,
    ]),
  )
  const servers = new Map<string, number[]>()
  for (const { address, show_id } of addresses) {
    const key = known.get(address)
    if (!key) continue
    const shows = servers.get(key) ?? []
    if (!shows.includes(show_id)) servers.set(key, [...shows, show_id])
  }
  return servers
}

/** Addresses of the show's own: the one it is given here, and those of its wallets that get a share. */
async function loadAddresses(db: Kysely<DB>): Promise<Address[]> {
  const { rows } = await sql<Address>`
    select lower(lightning_address) as address, id as show_id from shows
    where status = 'kept' and not demo and lightning_address like '%@%'
    union
    select a.address, coalesce(w.show_id, h.show_id) from wallet_addresses a
    join wallets w on w.id = a.wallet_id
    left join shares h on h.wallet_id = w.id
    join shows s on s.id = coalesce(w.show_id, h.show_id)
    where a.address like '%@%' and s.status = 'kept' and not s.demo
    order by 1, 2`.execute(db)
  return rows
}

async function askServer(db: Kysely<DB>, fetcher: Fetcher, address: string, signal: AbortSignal) {
  const [name = '', host = ''] = address.split('@')
  let key: string | null | undefined
  try {
    const { status, body } = await fetcher(`https://${host}/.well-known/lnurlp/${encodeURIComponent(name)}`, {
      maxBody: MAX_BODY,
      timeoutMs: PATIENCE_MS,
      signal,
      headers: { Accept: 'application/json' },
    })
    if (status >= 500) return
    const read = parseLoosely(body)
    const said = 'value' in read && isObject(read.value) ? read.value : {}
    const given = typeof said.nostrPubkey === 'string' ? said.nostrPubkey.toLowerCase() : undefined
    key = said.allowsNostr === true && isHex64(given) ? given : null
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error
    if (error.isPassing) return
    key = null
  }
  await db
    .insertInto('nostr_servers')
    .values({ address, key, asked_at: new Date() })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ key, asked_at: new Date() }))
    .execute()
}
