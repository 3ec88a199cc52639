import { flushCompileCache } from 'node:module'
import { createSetupLink } from '#api/auth/setup-link.ts'
import { adviseOn, readConfig } from '#api/config.ts'
import { PlainError } from '#api/lib/errors.ts'
import { startService } from '#api/server.ts'
import { loadEnv } from '#scripts/cli/load-env.ts'
import { onSignals } from '#scripts/cli/on-signals.ts'
import { isUntouched } from '#seeds/is-untouched.ts'
import { loadDemo } from '#seeds/load-demo.ts'

/** How long a start under way is waited for, so that it ends in order. */
const START_MS = 10_000

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** Runs the service in the foreground until a signal or the end of its database. @returns the exit status, once it has said why */
export async function runService(): Promise<number> {
  try {
    return await run()
  } catch (error) {
    say(error instanceof PlainError ? error.message : `${error instanceof Error ? error.stack : error}`)
    return 1
  }
}

async function run(): Promise<number> {
  const { promise: wished, resolve: wish } = Promise.withResolvers<'signal'>()
  const ending = new AbortController()
  const force = new AbortController()
  /** A start that hangs does not keep it from ending. */
  const gaveUp = Promise.withResolvers<null>()
  onSignals(
    (signal) => {
      // Else nobody knows why it ended: a terminal that was closed sends one too.
      say(`Readout ends, as ${signal} asks it to.`)
      wish('signal')
      ending.abort()
      setTimeout(gaveUp.resolve, START_MS, null).unref()
    },
    () => {
      say('Readout ends at once, as it was asked again.')
      force.abort()
      gaveUp.resolve(null)
    },
  )
  loadEnv()
  const config = readConfig(process.env)
  for (const advice of adviseOn(config)) say(advice)
  const starting = startService(config, say, async ({ db, ...ctx }) => {
    if (!config.demo || !(await isUntouched(db))) return
    say('Loading the demo show. DEMO=off leaves it out.')
    await loadDemo({ db, ...ctx })
  })
  const service = await Promise.race([starting, gaveUp.promise])
  if (service === null) {
    say('It was still starting, and ends now. The next start goes on where this one was.')
    return 0
  }
  try {
    const address = config.publicUrl ?? service.url
    const link = await createSetupLink(service.ctx, address)
    process.stdout.write(`Readout is at ${address}\n`)
    if (link) process.stdout.write(`Make the owner's account, once, at ${link}\n`)
    // Also for the next start after one that is cut off.
    flushCompileCache()
    const why = await Promise.race([wished, service.lost])
    if (why !== 'signal') say('PostgreSQL has ended, and so does Readout. Its log in DATA_DIR may say why.')
    return why === 'signal' ? 0 : 1
  } finally {
    await service.stop(force.signal)
  }
}
