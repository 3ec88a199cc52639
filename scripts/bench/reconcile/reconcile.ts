import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Context } from '#api/context.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { KINDS } from '#api/import/kinds.ts'
import { compare as compareAll } from '#api/reconcile/compare/compare.ts'
import { insertList } from '#api/reconcile/list/ask-wallet.ts'
import { readFile } from '#api/reconcile/list/take-file.ts'
import { createTaking } from '#api/reconcile/list/take-reading.ts'
import { type Bench, median, printFigure, printNote, readArgs, timed } from '#scripts/bench/bench-of.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const PAYMENTS = 100_000
const ROUNDS = 3
const WALLET = 'wallet 1'
const OWN = `wallet_id = 1 and settled_at < date_trunc('day', now())`

/**
 * What it takes to compare a wallet's list with the books, one in a hundred missing on each side, beside reading the list and the
 * books once.
 * @param args see `readArgs`
 */
export const bench: Bench = async (args) => {
  const { payments } = readArgs(args, PAYMENTS)
  const folder = await mkdtemp(join(tmpdir(), 'readout-bench-list-'))
  try {
    return await withBenchContext(async ({ ctx }) => {
      // One of three wallets.
      await seedPayments(ctx.db, payments * 3)
      const file = join(folder, 'list.ndjson')
      await writeList(ctx, file)
      const reader = async () =>
        await KINDS.ndjson.read(file, { name: 'list', source: 'source 1', now: ctx.now })
      const readBoth = async () => {
        for await (const items of (await reader()).items()) items.length
        await copyOut(ctx, BOOKS)
      }
      const compare = async () => {
        const list = await insertList(
          ctx,
          { id: 1, name: WALLET },
          { from: '2000-01-01', to: new Date().toISOString().slice(0, 10), tz: 'UTC' },
          { source: 'source 1', kind: 'http', exactness: 3, asked_by: 'a bench', file: 'list' },
        )
        await readFile(ctx, list, await reader(), createTaking(ctx.db, list, WALLET, ctx.now))
        const comparison = { ...list, from: list.from_at, until: list.until_at }
        return (await inSnapshot(ctx, 'UTC', (snapshot) => compareAll(snapshot, comparison))).figures
      }
      const { matched, only_there, only_here } = await compare()
      printNote(`${matched.count} matched, ${only_there.count} only there, ${only_here.count} only here`)
      const rounds: { both: number; whole: number }[] = []
      for (let round = 0; round < ROUNDS; round++)
        rounds.push({ both: await timed(readBoth), whole: await timed(compare) })
      const say = (times: number[]) => times.map((ms) => (ms / 1000).toFixed(1)).join(', ')
      printNote(
        `compared in ${say(rounds.map(({ whole }) => whole))} s, both read in ${say(rounds.map(({ both }) => both))} s`,
      )
      return printFigure(
        'time to compare, as a multiple of reading both',
        median(rounds.map(({ both, whole }) => whole / both)),
        { atMost: 3 },
      )
    }, 'command')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const BOOKS = `copy (select id, ref, payment_hash, set_id, settled_at, amount_msat, fee_msat, ours, set_aside from payments where ${OWN})
  to stdout with (format csv)`

/** As a wallet would tell of them; the books lack some of these, and have some that are not among them. */
const LIST = `copy (
  select json_build_object('source', 'source 1', 'id', ref || case when n % 100 = 0 then ' missed' else '' end,
    'payment_hash', case when n % 100 = 0 then encode(sha256(convert_to('missed ' || ref, 'UTF8')), 'hex') else encode(payment_hash, 'hex') end,
    'settled_at', to_char(settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'amount_msat', amount_msat,
    'boostagram', json_build_object('action', action, 'app_name', app, 'sender_name', sender_name, 'message', message,
      'podcast', 'Show ' || show_id, 'value_msat_total', claimed_msat))::text
  from (select *, row_number() over (order by id) as n from payments where ${OWN}) p) to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')`

async function writeList({ database }: Context, file: string): Promise<void> {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    await pipeline(client.query(copyTo(LIST)), createWriteStream(file))
  } finally {
    await client.end()
  }
}

async function copyOut({ database }: Context, copy: string): Promise<void> {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    for await (const chunk of client.query(copyTo(copy))) chunk.length
  } finally {
    await client.end()
  }
}
