import { pino } from 'pino'
import { createContext } from '#api/create-context.ts'
import { keep } from '#api/http/kept.ts'
import { openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { seedPayments } from '#scripts/bench/seed-payments.ts'
import { type Served, serve } from '#scripts/bench/served.ts'
import type { BenchContext } from '#scripts/bench/with-bench-context.ts'

/**
 * A service in this process on a schema of its own, with so many payments.
 * @param isForgetful makes every answer anew, also where nothing changed since it was asked last
 */
export async function fillSchema(
  { ctx: { database }, config }: Pick<BenchContext, 'ctx' | 'config'>,
  schema: string,
  count: number,
  isForgetful = false,
): Promise<Served> {
  const own = await openDatabase({ url: database.url, schema })
  await migrate(own)
  await seedPayments(own.db, count)
  const ctx = createContext({ config, database: own, log: pino({ level: 'warn' }) })
  const served = await serve(
    isForgetful ? { ...ctx, answers: forgetful.answers, pages: forgetful.pages } : ctx,
  )
  return {
    ...served,
    async close() {
      await served.close()
      await own.close()
    },
  }
}

const forgetful: Pick<BenchContext['ctx'], 'answers' | 'pages'> = {
  answers: {
    get: async (_question, _madeOf, make) =>
      keep('application/json; charset=utf-8', JSON.stringify(await make())),
  },
  pages: {
    get: async (_key, make) => {
      const { type, text } = await make()
      return keep(type, text)
    },
  },
}
