import { listKind } from '#api/source/kind/list-kind.ts'
import { runKind } from '#api/source/kind/run-kind.ts'
import type { Client, SourceKind, SourceSpec } from '#api/source/kind/source-kind.ts'
import { explained } from '#api/source/kind/source-problem.ts'

/** How long an answer to a test may take; a test as a whole has 15 seconds. */
const TEST_MS = 10_000

/** Folds a kind's types away, for the list of all kinds. */
export function defineSource<Settings, Cursor, C extends Client>(
  spec: SourceSpec<Settings, Cursor, C>,
): SourceKind {
  const { kind, title, exactness, settings, secret, cursor, read } = spec
  return {
    kind,
    title,
    exactness,
    settings,
    secret,
    cursor,
    read,
    ...(spec.hear ? { hear: spec.hear } : {}),
    later: (one, other) => spec.later(cursor.parse(one), cursor.parse(other)),
    test: async (given, signal) => {
      const known = settings.parse(given)
      let client: C | undefined
      const close = () => client?.close()
      try {
        client = spec.connect(known, { signal, patienceMs: TEST_MS })
        signal.addEventListener('abort', close, { once: true })
        return await spec.test(client, known, signal)
      } catch (error) {
        throw explained(error, (error) => spec.explain(error, known))
      } finally {
        signal.removeEventListener('abort', close)
        close()
      }
    },
    run: (run) => runKind(spec, run),
    list: (run) => listKind(spec, run),
  }
}
