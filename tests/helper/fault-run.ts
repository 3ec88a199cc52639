import { sql } from 'kysely'
import { createContext } from '#api/create-context.ts'
import { startSources } from '#api/source/run/start-sources.ts'
import { openDatabase } from '#db/database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const KILLED = 'readout-life'
/** More find more: `FAULTS=300` while working on sources. */
export const FAULTS = Number(process.env.FAULTS ?? 12)

export type Wallet = {
  /** Has a few payments settle. */
  settle(): void
  /** Cuts every connection to it. */
  cut(): void
}

/**
 * Has payments settle while the wallet's connections are cut and the process that follows it is killed, each at random
 * moments: a killed one loses its database in the middle of whatever it does.
 */
export async function runFaults(ctx: TestContext, wallet: Wallet): Promise<void> {
  for (let fault = 0; fault < FAULTS; ) {
    const life = await startLife(ctx)
    // Some lives are cut several times before they end.
    const cuts = fault % 3
    for (let round = 0; round <= cuts && fault < FAULTS; round++, fault++) {
      wallet.settle()
      await pause(Math.random() * 60)
      if (round < cuts) wallet.cut()
      wallet.settle()
    }
    await pause(Math.random() * 60)
    await life.kill()
    wallet.settle()
  }
}

async function startLife(ctx: TestContext) {
  const url = new URL(ctx.database.url)
  url.searchParams.set('application_name', KILLED)
  const database = await openDatabase({ url: url.href, schema: ctx.database.schema })
  const own = createContext({ config: ctx.config, database, log: ctx.log })
  const sources = startSources(own)
  return {
    kill: async () => {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = ${KILLED} and datname = current_database()`.execute(ctx.db)
      await sources.stop()
      await own.live.close()
      await database.close()
    },
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
