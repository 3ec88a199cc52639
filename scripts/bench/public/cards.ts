import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { median, printNote, timed } from '#scripts/bench/bench-of.ts'

const CARDS = 30

type Drawer = { url: string; cpu(): Promise<number> }

/**
 * How long a card takes that was not drawn before, once what draws is loaded: the median, in milliseconds. What it takes of the
 * processor is said beside it, since that is the same on a busy machine.
 */
export async function measureCards({ db }: Context, { url, cpu }: Drawer): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select e.id from episodes e join shows s on s.id = e.show_id where s.slug = 'show-1' order by e.id limit ${CARDS + 1}`.execute(
    db,
  )
  const { rows: boosts } = await sql<{ id: string }>`
    select b.id from boosts b join shows s on s.id = b.show_id where s.slug = 'show-1' and b.message is not null
    order by b.sent_at desc limit ${CARDS}`.execute(db)
  const paths = [...rows.map(({ id }) => `e/${id}`), ...boosts.map(({ id }) => `b/${id}`)]
  const draw = async (path: string) => {
    let isCard = false
    const took = await timed(async () => {
      const answer = await fetch(`${url}/s/show-1/${path}/card.png`)
      await answer.arrayBuffer()
      isCard = answer.ok
    })
    return isCard ? [took] : []
  }
  const [first = '', ...others] = paths
  // It loads what draws.
  await draw(first)
  const before = await cpu()
  const times: number[] = []
  for (const path of others) times.push(...(await draw(path)))
  const spent = ((await cpu()) - before) / times.length
  printNote(`${times.length} cards; each took ${Math.round(spent)} ms of the processor`)
  return median(times)
}
