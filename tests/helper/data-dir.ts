import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { isAlive } from '#db/embedded/process.ts'
import { serverOf, sharedHome } from '#tests/helper/sweep-run.ts'

/** A user that is neither root nor postgres: nobody's usual number. */
export const NOBODY = { uid: 65_534, gid: 65_534 }

/** Whether we may take other users' places. */
export const isRoot = process.getuid?.() === 0

export type DataDir = {
  /** The folder above, whose mode is as asked for. */
  parent: string
  path: string
  /** Where PostgreSQL's files lie, if there are any. */
  cluster(): string
  /** The server's process, if it runs. */
  server(): number | null
  /** Ends a server that runs there still, and removes everything. */
  remove(): Promise<void>
}

/**
 * A data folder that does not exist yet, or is a copy of another.
 * @param options mode and owner of the folder above
 */
export async function makeDataDir(
  options: { mode?: number; owner?: { uid: number; gid: number }; copyOf?: DataDir } = {},
): Promise<DataDir> {
  const { mode = 0o755, owner, copyOf } = options
  const parent = realpathSync(mkdtempSync(join(inject('runFolder'), 'data-')))
  await chmod(parent, mode)
  if (owner) chownSync(parent, owner.uid, owner.gid)
  const path = join(parent, 'data')
  if (copyOf) spawnSync('cp', ['-a', copyOf.path, path])
  const shared = sharedHome(path)
  const cluster = () => join(existsSync(join(shared, 'postgres')) ? shared : path, 'postgres')
  const server = () => serverOf(cluster())
  const remove = async () => {
    const pid = server()
    // One that is killed would leave its shared memory to the machine.
    if (pid !== null) process.kill(pid, 'SIGQUIT')
    while (pid !== null && isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
    for (const folder of [parent, shared]) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  return { parent, path, cluster, server, remove }
}
