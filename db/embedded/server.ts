import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '#api/lib/errors.ts'
import { prepareCluster, readPassword } from '#db/embedded/cluster.ts'
import { type Keeper, openKeeper } from '#db/embedded/keeper.ts'
import { stopped, tryLock, withLock } from '#db/embedded/lock.ts'
import { findLockHolder } from '#db/embedded/lock-holder.ts'
import { findPlace, type Place } from '#db/embedded/place.ts'
import {
  findPostmaster,
  lastWords,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
} from '#db/embedded/postmaster.ts'

/** How often a server that ended at its start is started again. */
const TRIES = 3
/** Processes of a server that was killed end by themselves once they see that it is gone; until then its memory is in use. */
const REMAINS = /pre-existing shared memory block/
const REMAINS_MS = 60_000

export type EmbeddedServer = {
  url: string
  /** Resolves when the server has ended without us. */
  lost: Promise<void>
  /** Leaves, and stops the server unless another process still uses it: the last one out turns off the light. */
  close(): Promise<void>
}

/**
 * Gives the PostgreSQL of a data folder: the one that runs there, e.g. beside a service or left by one that was killed, else
 * a new one.
 * @param as `service`: there may be one, a second gets an error that says so; `command`: works beside it
 * @param say told in a sentence what was done to the machine
 * @throws PlainError with a sentence for the person who starts it
 */
export async function openEmbeddedServer(
  dataDir: string,
  as: 'service' | 'command',
  say: (sentence: string) => void = () => {},
): Promise<EmbeddedServer> {
  const place = await findPlace(dataDir, say)
  const letGo = as === 'service' ? await lockService(place) : () => {}
  const turn = join(place.data, 'postgres.lock')
  try {
    const { url, postmaster, keeper } = await withLock(turn, () => findOrStart(place, say), say)
    const close = async () => {
      await withLock(turn, () => leave(place, keeper, postmaster, as), say)
      letGo()
    }
    return { url, lost: keeper.lost, close }
  } catch (error) {
    letGo()
    throw error
  }
}

async function lockService({ data }: Place): Promise<() => void> {
  for (let looks = 0; looks < 10; looks++) {
    const letGo = tryLock(join(data, 'service.lock'))
    if (letGo) return letGo
    // A command that ends looks for a moment whether it is taken.
    await sleep(50)
  }
  const holder = findLockHolder(join(data, 'service.lock'))
  if (holder?.isStopped) throw stopped(join(data, 'service.lock'), holder)
  throw new PlainError(
    `Readout is running on ${data} already, or another program holds ${join(data, 'service.lock')}. ` +
      'Stop that one first, or give this one a DATA_DIR of its own.',
  )
}

function hasService({ data }: Place): boolean {
  const letGo = tryLock(join(data, 'service.lock'))
  letGo?.()
  return letGo === null
}

async function findOrStart(
  place: Place,
  say: (sentence: string) => void,
): Promise<{ url: string; postmaster: Postmaster; keeper: Keeper }> {
  const since = performance.now()
  let told = false
  for (let attempt = 0; attempt < TRIES; ) {
    const postmaster = (await findPostmaster(place)) ?? (await start(place))
    if (!postmaster && REMAINS.test(lastWords(place)) && performance.now() - since < REMAINS_MS) {
      if (!told) say('PostgreSQL was killed, and some of its processes still end. Waiting for them.')
      told = true
      await sleep(500)
      continue
    }
    attempt++
    if (!postmaster) continue
    const url = `postgres://readout:${readPassword(place)}@127.0.0.1:${postmaster.port}/postgres`
    const keeper = await openKeeper(url, postmaster, place)
    if (keeper) return { url, postmaster, keeper }
  }
  throw new PlainError(`PostgreSQL stops at its start: ${lastWords(place)} (see ${place.logFile})`)
}

async function start(place: Place): Promise<Postmaster | null> {
  await prepareCluster(place)
  // What is not in memory each process reads itself: three fewer that wait for it. PostgreSQL 18 is the first that can be told.
  return await startPostmaster(place, { io_method: 'sync' })
}

async function leave(
  place: Place,
  keeper: Keeper,
  postmaster: Postmaster,
  as: 'service' | 'command',
): Promise<void> {
  // A service whose connection was cut off by a crash of the server is still one.
  const others = (as === 'command' && hasService(place)) || (await keeper.hasOthers())
  await keeper.end()
  if (!others) await stopPostmaster(place, postmaster)
}
