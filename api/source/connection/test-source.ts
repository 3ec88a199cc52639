import type { Kysely } from 'kysely'
import type { SecretBox } from '#api/auth/secret-box.ts'
import type { SourceTestJson } from '#api/contract/source.ts'
import { AppError } from '#api/errors.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { openSettings } from '#api/source/connection/settings.ts'
import { isTestNetwork } from '#api/source/kind/network.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { asSourceProblem, SourceProblem } from '#api/source/kind/source-problem.ts'
import type { DB } from '#db/schema/index.ts'
import type { Network } from '#db/schema/wallet.ts'

/** How long a test may take as a whole. */
const PATIENCE_MS = 15_000

/**
 * Tries settings: what was found as a sentence, or what is wrong and what to do.
 * @param db where the shows are, for kinds that ask for them
 */
export async function testSettings(
  kind: SourceKind,
  settings: unknown,
  stopping: AbortSignal,
  db?: Kysely<DB>,
): Promise<SourceTestJson> {
  const late = AbortSignal.timeout(PATIENCE_MS)
  const tooLate = new Promise<never>((_, reject) =>
    late.addEventListener('abort', () =>
      reject(
        new SourceProblem(
          'slow',
          'There was no answer in time.',
          'Check the address, and that the wallet can be reached from here.',
        ),
      ),
    ),
  )
  try {
    const {
      says,
      warnings = [],
      network = null,
    } = await Promise.race([kind.test(settings, AbortSignal.any([late, stopping]), db), tooLate])
    const play = isTestNetwork(network) ? [playMoney(network)] : []
    const sentences = [...says, ...play, ...warnings]
    return { ok: true, says: sentences.join(' '), sentences, step: null, network }
  } catch (error) {
    return failed(error)
  }
}

/** Tries a source as it is set. @throws AppError not-found */
export async function testSource(
  { db, secrets, stopping }: { db: Kysely<DB>; secrets: SecretBox; stopping: AbortSignal },
  name: string,
): Promise<SourceTestJson> {
  const row = await db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .select(['sources.kind', 'settings', 'secrets'])
    .where('sources.name', '=', name)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found', `There is no source "${name}" that is followed.`)
  try {
    return await testSettings(kindNamed(row.kind), openSettings(secrets, name, row), stopping, db)
  } catch (error) {
    return failed(error)
  }
}

function failed(error: unknown): SourceTestJson {
  const { message, step } = asSourceProblem(error)
  return { ok: false, says: message, sentences: [message], step, network: null }
}

function playMoney(network: Network): string {
  return `Its money is of a network for trying things out (${network}) and worth nothing: none of it is recorded, unless you say that it counts.`
}
