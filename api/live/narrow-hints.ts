import { sql } from 'kysely'
import type { Context } from '#api/context.ts'
import type { Hint } from '#api/live/hub.ts'

/**
 * Passes on what is told of the shows that somebody may see, in the order in which it came; where it cannot be known, that anything may
 * have changed.
 * @param view what they see of the database
 */
export function createHintFilter(
  { view, log }: Pick<Context, 'view' | 'log'>,
  tell: (hint: Hint) => void,
): (hint: Hint) => void {
  let last: Promise<unknown> = Promise.resolve()
  const pass = async (hint: Hint) => {
    try {
      const own = await narrowHint(view, hint)
      if (own !== undefined) tell(own)
    } catch (error) {
      log.warn({ err: error }, 'whose a change is cannot be read')
      tell(null)
    }
  }
  return (hint) => {
    last = last.then(() => pass(hint))
  }
}

/** What of a hint is of the shows of the view; undefined: nothing. */
async function narrowHint(view: Context['view'], hint: Hint): Promise<Hint | undefined> {
  if (hint === null) return null
  switch (hint.kind) {
    case 'changes':
    case 'totals': {
      const own = (await view.selectFrom('shows').select('slug').execute()).map(({ slug }) => slug)
      const shows = hint.shows === null ? own : own.filter((slug) => hint.shows?.includes(slug))
      return shows.length > 0 ? { ...hint, shows } : undefined
    }
    case 'segment':
    case 'place':
    case 'presence':
    case 'press': {
      const { rows } = await sql`select from segments where id = ${hint.segment_id}::uuid`.execute(view)
      return rows.length > 0 ? hint : undefined
    }
    default:
      return undefined
  }
}
