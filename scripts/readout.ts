import { loadEnv } from '#scripts/cli/load-env.ts'
import { runCommand } from '#scripts/cli/run-command.ts'

loadEnv()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // The second one does not wait for what is under way.
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  say: (sentence) => process.stderr.write(`${sentence}\n`),
  signal: stop.signal,
})
// Standard input that nobody read would keep the process.
process.stdin.unref?.()
