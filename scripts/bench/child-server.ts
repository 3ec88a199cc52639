import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A server of the bench that runs as a process of its own, so that it does not share a thread with its load. */
export type ChildServer = {
  url: string
  pid: number
  /** The most memory it had, in bytes. */
  peak(): Promise<number>
  /** How much processor time it took so far, in ms. */
  cpu(): Promise<number>
  /** Tells it something of its own. */
  send(message: string): void
  stop(): Promise<void>
}

/**
 * Starts a script that sends `{ url }` when it listens.
 * @param execArgv for Node, e.g. `--cpu-prof`
 */
export async function startChild(
  script: string,
  env: Record<string, string>,
  execArgv: readonly string[] = [],
): Promise<ChildServer> {
  const child = fork(script, {
    env: { ...process.env, ...env },
    execArgv: [...(await startFlags()), ...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const url = String(await hear(child, 'url'))
  return {
    url,
    pid: child.pid ?? 0,
    async peak() {
      child.send('peak')
      return Number(await hear(child, 'peak'))
    },
    async cpu() {
      child.send('cpu')
      return Number(await hear(child, 'cpu'))
    },
    send: (message) => void child.send(message),
    async stop() {
      const ended = once(child, 'exit')
      child.send('stop')
      await ended
    },
  }
}

/** The flags that `npm start` gives to Node. */
export async function startFlags(): Promise<string[]> {
  const { scripts } = JSON.parse(
    await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
  )
  return String(scripts.start)
    .split(' ')
    .filter((word) => word.startsWith('--'))
}

async function hear(child: ChildProcess, name: string): Promise<unknown> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('A server of the bench ended before its time.')
  })
  for (;;) {
    const [message] = await Promise.race([once(child, 'message'), gone])
    if (typeof message === 'object' && message !== null && name in message)
      return Object.entries(message).find(([key]) => key === name)?.[1]
  }
}
