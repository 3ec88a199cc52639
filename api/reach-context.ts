import type { Request } from 'express'
import { refuseOutside } from '#api/auth/reach.ts'
import { createBoostSums } from '#api/boost/list/group/boost-sums.ts'
import type { Context } from '#api/context.ts'
import type { Route } from '#api/http/route.ts'
import { createStreamSums } from '#api/show/stream/list-streams.ts'
import { viewOfShows } from '#db/view/view-of-shows.ts'

/** Contexts of more combinations of shows are not kept. */
const MOST = 100

/** What somebody is served with whose role is for some shows only. */
export type Reach = {
  /** Of what is read: nothing else is there. */
  reading(shows: readonly number[]): Context
  /**
   * Of what is changed: all of it, since what is one boost, or one person, does not end at a show; its answer is made of the view.
   * @throws AppError not-found where the request touches what is of another show
   */
  changing(shows: readonly number[], route: Pick<Route, 'within'>, req: Request): Promise<Context>
}

/** Makes what is served by shows, and keeps what was made. */
export function createReach(ctx: Context): Reach {
  const known = new Map<string, Context>()
  const reading = (shows: readonly number[]) => {
    const key = shows.join(' ')
    const former = known.get(key)
    if (former) return former
    const view = viewOfShows(ctx.database, shows)
    // What is remembered of sums is of the same shows.
    const made = { ...ctx, db: view, view, sums: createBoostSums(view), streamSums: createStreamSums() }
    if (known.size >= MOST) known.clear()
    known.set(key, made)
    return made
  }
  return {
    reading,
    async changing(shows, { within }, req) {
      const { view } = reading(shows)
      const body: Record<string, unknown> = Object(req.body)
      const touched = Object.entries(typeof within === 'object' ? within : {}).map(([name, thing]) => ({
        thing,
        named: name in req.params ? req.params[name] : body[name],
      }))
      await refuseOutside({ db: ctx.db, view, shows }, touched)
      return { ...ctx, view }
    },
  }
}
