import type { Transaction } from 'kysely'
import { decidePaymentsAgain, setAsideShow } from '#api/task-steps/decide-again.ts'
import { judgeClaims } from '#api/task-steps/judge-claims.ts'
import { moveEpisode } from '#api/task-steps/move-episode.ts'
import { moveShow } from '#api/task-steps/move-show.ts'
import { moveSupporter } from '#api/task-steps/move-supporter.ts'
import { partEpisode } from '#api/task-steps/part-episode.ts'
import { readAgain } from '#api/task-steps/read-again.ts'
import { removeDemo } from '#api/task-steps/remove-demo.ts'
import type { DB } from '#db/schema/index.ts'
import type { Task } from '#db/schema/task.ts'

/** Does a batch of at most 1,000 payments. @returns what is left to do, or null */
export async function runStep(trx: Transaction<DB>, work: Task): Promise<Task | null> {
  switch (work.kind) {
    case 'judge-claims':
      return await judgeClaims(trx, work)
    case 'set-aside-show':
      return await setAsideShow(trx, work)
    case 'move-show':
      return await moveShow(trx, work)
    case 'move-episode':
      return await moveEpisode(trx, work)
    case 'part-episode':
      return await partEpisode(trx, work)
    case 'move-supporter':
      return await moveSupporter(trx, work)
    case 'decide-again':
      return await decidePaymentsAgain(trx, work)
    case 'read-again':
      return await readAgain(trx, work)
    case 'remove-demo':
      return await removeDemo(trx, work)
  }
}
