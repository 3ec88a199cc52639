import { Readable, Writable } from 'node:stream'
import { runCommand } from '#scripts/cli/run-command.ts'

/** The command line as a process of its own, with the time and processor time that it took told to the bench. */
const begun = performance.now()
const status = await runCommand(process.argv.slice(2), {
  env: process.env,
  stdin: Readable.from(['']),
  stdout: new Writable({ write: (_chunk, _encoding, done) => done() }),
  say: (sentence) => void process.stderr.write(`${sentence}\n`),
  signal: new AbortController().signal,
})
const { user, system } = process.cpuUsage()
process.send?.({ took: performance.now() - begun, cpu: (user + system) / 1000 })
process.exitCode = status
process.disconnect?.()
