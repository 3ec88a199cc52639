import { Worker } from 'node:worker_threads'

/**
 * Has a module work in a thread of its own, where what a stranger sent may take long: others are answered meanwhile, and it is ended
 * when it takes too much. Started for each work, which costs some tens of milliseconds.
 * @param file the module; it finds what it is given in `workerData`, and posts one answer
 * @param limits how long it may take, and how much memory
 * @throws Error where it fails, ends without an answer, or is ended
 */
export async function workBeside(
  file: string,
  given: unknown,
  { patienceMs, megabytes }: { patienceMs: number; megabytes: number },
): Promise<unknown> {
  const worker = new Worker(file, {
    workerData: given,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  const answer = Promise.withResolvers<unknown>()
  const late = setTimeout(() => answer.reject(new Error('It took too long.')), patienceMs)
  worker.once('message', answer.resolve)
  worker.once('error', answer.reject)
  worker.once('exit', () => answer.reject(new Error('It ended without an answer.')))
  try {
    return await answer.promise
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
