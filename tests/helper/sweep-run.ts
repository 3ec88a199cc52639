import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, servesFolder } from '#db/embedded/process.ts'
import { SHARED } from '#db/embedded/programs.ts'

/** Where a data folder's cluster lies that the postgres user cannot reach. */
export function sharedHome(dataDir: string): string {
  return join(SHARED, hash('sha256', dataDir, 'hex').slice(0, 16))
}

/** The process of the server that runs on a cluster, or null. */
export function serverOf(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  return pid > 0 && servesFolder(pid, cluster) ? pid : null
}

/** Ends what tests that were cut off left running, and removes the folders of the run, all at once: it runs at exit. */
export function sweepRun(runFolder: string, hadShared: boolean): void {
  const runs = join(runFolder, 'runs')
  for (const pid of existsSync(runs) ? readdirSync(runs) : []) kill(-Number(pid), 'SIGKILL')
  for (const name of readdirSync(runFolder)) {
    const data = join(runFolder, name, 'data')
    const shared = sharedHome(data)
    for (const home of [data, shared]) {
      const pid = serverOf(join(home, 'postgres'))
      if (pid !== null) endServer(pid)
    }
    rmSync(shared, { recursive: true, force: true, maxRetries: 5 })
  }
  rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 })
  if (!hadShared && existsSync(SHARED) && readdirSync(SHARED).every((name) => name.endsWith('.lock')))
    rmSync(SHARED, { recursive: true })
}

/** One that is killed would leave its shared memory to the machine. */
function endServer(pid: number): void {
  kill(pid, 'SIGQUIT')
  for (let wait = 0; wait < 100 && isAlive(pid); wait++)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  if (isAlive(pid)) kill(pid, 'SIGKILL')
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already.
  }
}
