import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { writeEntry } from '#api/audit/record-audit.ts'
import type { Actor } from '#api/http/actor.ts'
import type { DB } from '#db/schema/index.ts'

const HOUR_MS = 3600 * 1000
const WRITE_EVERY_MS = 60_000

/**
 * The audit entries of machines that report all day: one for each key, route, address and hour, with counts, so that a stream
 * of payments does not become a stream of entries. Which payment came from where is said by its sightings.
 */
export type IntakeTally = {
  /** Adds to the entry of this hour; numbers in `counts` are summed up. */
  add(actor: Actor, asked: { action: string; address: string | null }, counts: Record<string, unknown>): void
  /** Writes what is not written yet; called every minute while there is something, and at the end. */
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
export function createIntakeTally(db: Kysely<DB>, log: Logger, now: () => Date): IntakeTally {
  const lines = new Map<string, Line>()
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    timer = undefined
    for (const [key, line] of lines) {
      if (!line.written) {
        line.written = true
        try {
          const { id, actor, action, address, counts } = line
          await writeEntry(db, id, actor, {
            action,
            address,
            detail: { ...counts, through: now().toISOString() },
          })
        } catch (error) {
          line.written = false
          log.error({ err: error }, 'reports of payments are missing in the audit log')
          return
        }
      }
      if (line.written && line.hour < hourOf(now())) lines.delete(key)
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    writing = writing.then(write)
    return writing
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
      for (const [name, count] of Object.entries({ requests: 1, ...counts }))
        if (typeof count === 'number') line.counts[name] = (line.counts[name] ?? 0) + count
      timer ??= setTimeout(flush, WRITE_EVERY_MS).unref()
    },
    flush,
  }
}

function hourOf(instant: Date): number {
  return Math.floor(instant.getTime() / HOUR_MS)
}
