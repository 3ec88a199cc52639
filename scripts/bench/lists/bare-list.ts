import { DatabaseSync } from 'node:sqlite'
import express from 'express'

/** The least that a service can do for a list of boosts: the rows of one table in a file, as the same JSON. */
const db = new DatabaseSync(process.env.BARE_FILE ?? '', { readOnly: true })
const statement = db.prepare('select * from boosts order by sent_at desc, id desc limit ?')
const app = express()
app.get('/', (req, res) => {
  const rows = statement.all(Number(req.query.limit))
  res.json({ items: rows.map(asJson), next_cursor: null, changed_cursor: '' })
})

function asJson(row: Record<string, unknown>) {
  return {
    id: row.id,
    action: row.action,
    show: { slug: row.show_slug, title: row.show_title },
    episode: row.episode_id === null ? null : { id: row.episode_id, title: row.episode_title },
    supporter: { id: row.supporter_id, name: row.supporter_name ?? 'Anonymous' },
    app: row.app,
    message: row.message,
    position_s: row.position_s,
    claimed_msat: row.claimed_msat,
    received_msat: row.received_msat,
    counted_msat: row.counted_msat,
    claim: row.claim,
    fiat: null,
    price: null,
    free: row.free === 1,
    payment_count: row.payment_count,
    sent_at: row.sent_at,
    recorded_at: row.recorded_at,
    updated_at: row.updated_at,
    link: row.link,
    hidden: row.hidden === 1,
    possible_double: row.possible_double === 1,
    difference: row.difference,
    dropped: row.dropped,
  }
}

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.({ url: `http://127.0.0.1:${address.port}` })
})
process.on('message', (asked) => {
  if (asked === 'stop') process.exit(0)
})
