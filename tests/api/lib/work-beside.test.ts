import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workBeside } from '#api/lib/work-beside.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readout-beside-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A module of a line, which has `given` and `answer`. */
async function write(line: string): Promise<string> {
  const file = join(folder, `${Math.random()}.mjs`)
  await writeFile(
    file,
    `import { parentPort, workerData as given } from 'node:worker_threads'
     const answer = (said) => parentPort.postMessage(said)
     ${line}`,
  )
  return file
}

describe('work in a thread of its own', () => {
  it('is answered', async () => {
    const file = await write('answer(given.one + given.two)')
    expect(await workBeside(file, { one: 1, two: 2 }, { patienceMs: 60_000, megabytes: 32 })).toBe(3)
  })

  it.each([
    ['takes too long', 'for (;;);', 'It took too long.', 500],
    ['takes too much memory', 'for (const all = []; ; ) all.push([given, {}])', 'memory', 60_000],
    ['fails', "throw new Error('It cannot be read.')", 'It cannot be read.', 60_000],
    ['says nothing', '', 'It ended without an answer.', 60_000],
  ])('is ended where it %s, and this thread goes on meanwhile', async (_, line, problem, patienceMs) => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const working = workBeside(await write(line), null, { patienceMs, megabytes: 16 })
    await expect(working).rejects.toThrow(problem)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })
})
