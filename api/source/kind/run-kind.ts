import { createBell } from '#api/lib/bell.ts'
import type { AnyRun, Client, SourceRun, SourceSpec } from '#api/source/kind/source-kind.ts'
import { explained } from '#api/source/kind/source-problem.ts'

/** How long a wallet may take for one answer. */
const ANSWER_MS = 30_000

/**
 * One run of any kind: connects, makes sure of the wallet, listens, and once it listens reads the list, again and again where the
 * kind wants that. It ends with its signal or by an error, once nothing more is being recorded; what still waits for an answer
 * of the wallet then records nothing any more.
 * @throws SourceProblem, or what is no error of the wallet's as it is
 */
export async function runKind<Settings, Cursor, C extends Client>(
  spec: SourceSpec<Settings, Cursor, C>,
  given: AnyRun,
): Promise<void> {
  const ending = new AbortController()
  const signal = AbortSignal.any([given.signal, ending.signal])
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const { run, settled } = runOf(spec, given, signal)
  let client: C | undefined
  try {
    client = spec.connect(run.settings, { signal, patienceMs: ANSWER_MS })
    const work = followAndList(spec, client, run, aborted)
    work.catch(() => {})
    await Promise.race([work, aborted])
  } catch (error) {
    throw explained(error, (error) => spec.explain(error, run.settings))
  } finally {
    ending.abort()
    client?.close()
    await settled()
  }
}

async function followAndList<Settings, Cursor, C extends Client>(
  spec: SourceSpec<Settings, Cursor, C>,
  client: C,
  run: SourceRun<Settings, Cursor>,
  aborted: Promise<void>,
): Promise<void> {
  await spec.begin?.(client, run)
  const listening = Promise.withResolvers<void>()
  const bell = createBell()
  const following = spec.follow
    ? spec.follow(client, run, { listening: listening.resolve, look: bell.ring })
    : aborted
  // Whoever waits for it may have ended before.
  following.catch(() => {})
  if (spec.follow) await Promise.race([listening.promise, following])
  await run.reportStatus({ state: 'connected' })
  const list = async () => {
    while (!run.signal.aborted) {
      await spec.history(client, run)
      await run.reportStatus({ state: 'connected' })
      if (spec.lookMs === null) await aborted
      else await bell.wait(spec.lookMs, run.signal)
    }
  }
  const listed = list()
  listed.catch(() => {})
  await Promise.race([following, listed])
}

/** The run as its kind sees it: with its own types, the cursor kept up to date, and nothing written after its end. */
function runOf<Settings, Cursor, C extends Client>(
  { settings, cursor: schema, later }: SourceSpec<Settings, Cursor, C>,
  given: AnyRun,
  signal: AbortSignal,
): { run: SourceRun<Settings, Cursor>; settled(): Promise<void> } {
  let cursor = schema.parse(given.cursor)
  const writing = new Set<Promise<unknown>>()
  const whileRunning = async <T>(write: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted()
    const written = write()
    writing.add(written)
    try {
      return await written
    } finally {
      writing.delete(written)
    }
  }
  const run: SourceRun<Settings, Cursor> = {
    settings: settings.parse(given.settings),
    get cursor() {
      return cursor
    },
    record: (reading, moved, live) =>
      whileRunning(async () => {
        const outcomes = await given.record(reading, { ...cursor, ...moved }, live)
        cursor = later(cursor, { ...cursor, ...moved })
        return outcomes
      }),
    recall: given.recall,
    firstTimes: given.firstTimes,
    countTestMoney: given.countTestMoney,
    webhook: given.webhook,
    reportStatus: (status) => whileRunning(() => given.reportStatus(status)),
    signal,
    log: given.log,
  }
  return { run, settled: async () => void (await Promise.allSettled(writing)) }
}
