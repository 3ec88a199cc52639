import { expect, it } from 'vitest'
import { oneAtATime } from '#client/lib/one-at-a-time.ts'

const tick = () => new Promise((resolve) => setTimeout(resolve, 5))

it('does once more what was asked for meanwhile, however often, and never two at once', async () => {
  let running = 0
  let most = 0
  let done = 0
  const work = oneAtATime(async () => {
    running += 1
    most = Math.max(most, running)
    await tick()
    running -= 1
    done += 1
  })
  for (let times = 0; times < 5; times += 1) work()
  await tick()
  await tick()
  await tick()
  expect([most, done]).toEqual([1, 2])
})

it('goes on after a failure', async () => {
  let tries = 0
  const work = oneAtATime(async () => {
    tries += 1
    throw new Error('the line is down')
  })
  work()
  await tick()
  work()
  await tick()
  expect(tries).toBe(2)
})
