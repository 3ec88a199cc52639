import { join } from 'node:path'
import { loadBuilt } from '#scripts/cli/built-service.ts'
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
const built = await loadBuilt(join(import.meta.dirname, '..'))
const { runCommand } = built ?? (await import('#scripts/cli/run-command.ts'))
const status = await runCommand(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  ...(process.stderr.isTTY ? { terminal: process.stderr } : {}),
  say: (sentence) => process.stderr.write(`${sentence}\n`),
  signal: stop.signal,
})
process.exit(status)
