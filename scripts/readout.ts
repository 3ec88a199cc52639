import { join } from 'node:path'
import { isBuilt, loadBuilt } from '#scripts/cli/built-service.ts'
import { keepCompiled } from '#scripts/cli/keep-compiled.ts'
import { loadEnv } from '#scripts/cli/load-env.ts'
import { onSignals } from '#scripts/cli/on-signals.ts'

const stop = new AbortController()
onSignals(
  () => stop.abort(),
  () => process.exit(130),
)
loadEnv()
keepCompiled()
const root = join(import.meta.dirname, '..')
const { runCommand } = await (isBuilt(root) ? loadBuilt(root) : import('#scripts/cli/run-command.ts'))
const status = await runCommand(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  ...(process.stderr.isTTY ? { terminal: process.stderr } : {}),
  say: (sentence) => process.stderr.write(`${sentence}\n`),
  signal: stop.signal,
})
process.exit(status)
