import { join } from 'node:path'
import { PlainError } from '#api/lib/errors.ts'
import { buildClient } from '#scripts/cli/build-client.ts'
import { buildService } from '#scripts/cli/build-service.ts'
import { loadBuilt } from '#scripts/cli/built-service.ts'
import { keepCompiled } from '#scripts/cli/keep-compiled.ts'
import { onSignals } from '#scripts/cli/on-signals.ts'

/** What `npm start` runs. */
keepCompiled()
const root = join(import.meta.dirname, '..')
const isOneFile = await build()
const { runService } = await (isOneFile ? loadBuilt(root) : import('#scripts/cli/run-service.ts'))
process.exit(await runService())

/** @returns whether the service is there as one file */
async function build(): Promise<boolean> {
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`)
  const ending = new AbortController()
  const unheard = onSignals(
    () => ending.abort(),
    () => process.exit(130),
  )
  try {
    await buildClient(root, say, ending.signal)
    const isOneFile = await buildService(root, say, ending.signal)
    if (ending.signal.aborted) process.exit(0)
    return isOneFile
  } catch (error) {
    if (!(error instanceof PlainError)) throw error
    say(error.message)
    return process.exit(1)
  } finally {
    unheard()
  }
}
