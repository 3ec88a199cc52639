import { rebuildTotals } from '#api/totals/maintain/rebuild.ts'
import { type Command, positionals, UsageError } from '#scripts/cli/command.ts'
import { withContext } from '#scripts/cli/with-context.ts'

/** `readout totals`: all sums anew. */
export const totals: Command = {
  name: 'totals',
  usage: ['totals rebuild'],
  summary: 'builds all totals anew from the payments, while the service runs or not',
  async run(args, io) {
    const [what] = positionals(args, 'rebuild')
    if (what !== 'rebuild') throw new UsageError(`There is no "totals ${what}".`)
    const shows = await withContext(io, async ({ db }) => {
      await rebuildTotals(db, io.signal)
      return await db
        .selectFrom('totals_shows')
        .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('error').as('broken')])
        .executeTakeFirstOrThrow()
    })
    io.signal.throwIfAborted()
    io.say(`The totals of ${shows.all} ${shows.all === 1 ? 'show are' : 'shows are'} built anew.`)
    if (shows.broken > 0) io.say(`${shows.broken} of them have sums that are larger than can be held.`)
  },
}
