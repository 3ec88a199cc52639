import type { Kysely } from 'kysely'
import { FIRST_STEPS, type FirstStepsPatch } from '#api/contract/first-steps.ts'
import type { DB } from '#db/schema/index.ts'

/** Keeps what a host said of the first steps, for everyone of the installation. */
export async function patchFirstSteps(
  db: Kysely<DB>,
  { dismissed, skipped = {} }: FirstStepsPatch,
  now: Date,
): Promise<void> {
  const said = [
    ...FIRST_STEPS.map((step) => ({ step, isSkipped: skipped[step] })),
    { step: 'all' as const, isSkipped: dismissed },
  ]
  const given = said.filter(({ isSkipped }) => isSkipped !== undefined)
  await db.transaction().execute(async (trx) => {
    for (const { step, isSkipped } of given) {
      await trx.deleteFrom('first_steps').where('step', '=', step).execute()
      if (isSkipped) await trx.insertInto('first_steps').values({ step, skipped_at: now }).execute()
    }
  })
}
