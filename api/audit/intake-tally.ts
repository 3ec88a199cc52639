import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import { writeEntry } from '#api/audit/record-audit.ts'
import type { Actor } from '#api/http/actor.ts'
import type { DB } from '#db/schema/index.ts'

const HOUR_MS = 3600 * 1000

/**
 * The audit entries of machines that report all day: one for each key, route, address and hour, with counts, so that a stream
 * of payments does not become a stream of entries. Which payment came from where is said by its sightings.
 */
export type IntakeTally = {
  /**
   * Adds to the entry of this hour; numbers in `counts` are summed up. Callers that come while one is written share the next
   * statement.
   * @returns once it is written, so that nothing is acknowledged that is not in it
   */
  add(
    actor: Actor,
    asked: { action: string; address: string | null },
    counts: Record<string, unknown>,
  ): Promise<void>
  /** Resolves when everything is written. */
  flush(): Promise<void>
}

type Line = {
  id: string
  actor: Actor
  action: string
  address: string | null
  hour: number
  counts: Record<string, number>
  written: boolean
}

/** An empty tally, for one running service. */
export function createIntakeTally(db: Kysely<DB>, now: () => Date): IntakeTally {
  const lines = new Map<string, Line>()
  let writing = Promise.resolve()
  let next: Promise<void> | undefined

  async function write(): Promise<void> {
    for (const [key, line] of lines) {
      if (!line.written) await writeLine(line)
      if (line.hour < hourOf(now())) lines.delete(key)
    }
  }

  async function writeLine(line: Line): Promise<void> {
    line.written = true
    const { id, actor, action, address, counts } = line
    try {
      await writeEntry(db, id, actor, {
        action,
        address,
        detail: { ...counts, through: now().toISOString() },
        grows: true,
      })
    } catch (error) {
      line.written = false
      throw error
    }
  }

  /** One that begins after this moment: who comes while it waits shares it. */
  function flush(): Promise<void> {
    next ??= writing
      .catch(() => {})
      .then(() => {
        next = undefined
        writing = write()
        return writing
      })
    return next
  }

  return {
    add(actor, { action, address }, counts) {
      const hour = hourOf(now())
      const key = JSON.stringify([actor.id, action, address, hour])
      const line = lines.get(key) ?? {
        id: randomUUIDv7(),
        actor,
        action,
        address,
        hour,
        counts: {},
        written: false,
      }
      lines.set(key, line)
      line.written = false
      for (const [name, count] of Object.entries(counts))
        if (typeof count === 'number') line.counts[name] = (line.counts[name] ?? 0) + count
      return flush()
    },
    flush,
  }
}

function hourOf(instant: Date): number {
  return Math.floor(instant.getTime() / HOUR_MS)
}
