import { sql } from 'kysely'
import { sumCellsAsText } from '#api/totals/cell/sums.ts'
import { exact } from '#api/totals/json/exact.ts'
import type { SumsRow } from '#api/totals/json/sums-as-json.ts'
import { type SeenAndWhole, withTotals } from '#api/totals/read/with-totals.ts'

export type EpisodeSums = {
  boost_count: number
  counted_msat: number
  stream_count: number
  streamed_msat: number
}

const NONE: EpisodeSums = { boost_count: 0, counted_msat: 0, stream_count: 0, streamed_msat: 0 }

/**
 * What the boosts and streams of some episodes of a show come to, of all time; fiat and free boosts are counted along.
 * @returns the sums of an episode by its id
 * @throws AppError as `withTotals`
 */
export async function sumEpisodes(
  from: SeenAndWhole,
  slug: string,
  ids: readonly string[],
): Promise<(id: string) => EpisodeSums> {
  return await withTotals(from, slug, async (trx, { show, state }) => {
    const { rows } = await sql<SumsRow & { key: string }>`
      select key, ${sumCellsAsText} from totals_parts
      where show_id = ${state.show_id} and part = 'episode' and key = any(${ids}::text[]) group by key`.execute(
      trx,
    )
    const cell = `an episode of ${show.title}`
    const sums = new Map(rows.map((row) => [row.key, asSums(row, cell)]))
    return (id) => sums.get(id) ?? NONE
  })
}

function asSums(row: SumsRow, cell: string): EpisodeSums {
  return {
    boost_count: row.boosts + row.autos + row.free + row.fiat,
    counted_msat: exact(String(BigInt(row.boosts_counted_msat) + BigInt(row.autos_counted_msat)), cell),
    stream_count: row.streams,
    streamed_msat: exact(row.streams_received_msat, cell),
  }
}
