import type { Client, ListRun, SourceRun, SourceSpec } from '#api/source/kind/source-kind.ts'
import { explained } from '#api/source/kind/source-problem.ts'

/** How long a wallet may take for one answer. */
const ANSWER_MS = 30_000

/**
 * Reads a wallet's whole list once, by what its kind reads its history with, on a connection of its own. Nothing is recorded, and no
 * cursor moves but one of its own.
 * @returns what the wallet holds now, null where it does not say
 * @throws SourceProblem, or what is no error of the wallet's as it is
 */
export async function listKind<Settings, Cursor, C extends Client>(
  spec: SourceSpec<Settings, Cursor, C>,
  given: ListRun,
): Promise<{ balance_msat: number | null }> {
  const ending = new AbortController()
  const signal = AbortSignal.any([given.signal, ending.signal])
  const settings = spec.settings.parse(given.settings)
  let cursor = spec.cursor.parse({})
  let client: C | undefined
  const run: SourceRun<Settings, Cursor> = {
    settings,
    get cursor() {
      return cursor
    },
    record: async (reading, moved) => {
      signal.throwIfAborted()
      await given.take(reading)
      cursor = spec.later(cursor, { ...cursor, ...moved })
      return []
    },
    recall: async () => null,
    firstTimes: given.firstTimes,
    countTestMoney: given.countTestMoney,
    webhook: { path: '', address: null, secret: '', onTold: () => {} },
    reportStatus: async ({ network }) => {
      if (network !== undefined) given.onNetwork(network)
    },
    signal,
    log: given.log,
  }
  try {
    client = spec.connect(settings, { signal, patienceMs: ANSWER_MS })
    if (spec.list) await spec.list(client, run)
    else await spec.history(client, run)
    signal.throwIfAborted()
    // Keys that read payments need not be allowed to ask for it: the list is whole without.
    const balance = await spec.balance?.(client).catch(() => null)
    signal.throwIfAborted()
    return { balance_msat: balance ?? null }
  } catch (error) {
    throw explained(error, (error) => spec.explain(error, settings))
  } finally {
    ending.abort()
    client?.close()
  }
}
