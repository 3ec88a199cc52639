/** How many batches are worked on at a time: one is computed here while the database works on the other. */
const AT_A_TIME = 2
/** So much of the time that a batch took is given to the callers that it answered, to share the next one too. */
const PATIENCE = 0.5
/** Fewer entries do not begin a batch beside another: they share the next one, whose cost is mostly its own. */
const WORTH = 100

/** Work that callers share: those that come while a batch is worked on are in the next one. */
export type BatchQueue<Entry, Outcome> = {
  /** @returns an outcome per entry, in order, once their batches are done */
  add(entries: readonly Entry[]): Promise<Outcome[]>
  /** Resolves when nothing is under way any more. */
  drain(): Promise<void>
}

type Job<Entry, Outcome> = {
  entries: Entry[]
  resolve: (outcomes: Outcome[]) => void
  reject: (error: unknown) => void
}

/**
 * Makes such a queue, so that many callers with little each cost little more than one with much.
 * @param work does a batch, and answers an outcome per entry, in order
 * @param most entries of a batch
 */
export function createBatchQueue<Entry, Outcome>(
  work: (entries: Entry[]) => Promise<Outcome[]>,
  most: number,
): BatchQueue<Entry, Outcome> {
  const waiting: Job<Entry, Outcome>[] = []
  let running = 0
  const idle: (() => void)[] = []
  /** How many callers the next batch waits for, until the time is up. */
  let expected = 0
  let patience: NodeJS.Timeout | undefined

  const next = () => {
    if (waiting.length < expected && sizeOf(waiting) < WORTH) return
    expectCallers(0)
    while (running < AT_A_TIME && waiting.length > 0 && (running === 0 || sizeOf(waiting) >= WORTH)) {
      running++
      const begun = performance.now()
      const jobs = takeJobs(waiting, most)
      void run(jobs).finally(() => {
        running--
        // Else the first to come again gets a batch alone, and all others wait for it.
        if (jobs.length > 1 && sizeOf(jobs) < WORTH)
          expectCallers(jobs.length + waiting.length, performance.now() - begun)
        if (running === 0 && waiting.length === 0) for (const done of idle.splice(0)) done()
        next()
      })
    }
  }
  const expectCallers = (count: number, took = 0) => {
    clearTimeout(patience)
    expected = count
    if (count > 0)
      patience = setTimeout(() => {
        expected = 0
        next()
      }, took * PATIENCE)
  }
  const run = async (jobs: Job<Entry, Outcome>[]) => {
    try {
      const outcomes = await work(jobs.flatMap((job) => job.entries))
      let from = 0
      for (const job of jobs) {
        job.resolve(outcomes.slice(from, from + job.entries.length))
        from += job.entries.length
      }
    } catch (error) {
      for (const job of jobs) job.reject(error)
    }
  }
  return {
    add: async (all) => {
      const batches: Promise<Outcome[]>[] = []
      for (let from = 0; from < all.length; from += most) {
        const entries = all.slice(from, from + most)
        batches.push(new Promise((resolve, reject) => waiting.push({ entries, resolve, reject })))
      }
      next()
      return (await Promise.all(batches)).flat()
    },
    drain: () => {
      if (running === 0 && waiting.length === 0) return Promise.resolve()
      return new Promise((resolve) => idle.push(resolve))
    },
  }
}

function sizeOf<Entry, Outcome>(jobs: readonly Job<Entry, Outcome>[]): number {
  return jobs.reduce((sum, job) => sum + job.entries.length, 0)
}

function takeJobs<Entry, Outcome>(waiting: Job<Entry, Outcome>[], most: number): Job<Entry, Outcome>[] {
  const jobs: Job<Entry, Outcome>[] = []
  let size = 0
  for (
    let job = waiting[0];
    job && (jobs.length === 0 || size + job.entries.length <= most);
    job = waiting[0]
  ) {
    jobs.push(job)
    size += job.entries.length
    waiting.shift()
  }
  return jobs
}
