import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startCron } from '#api/job/cron-clock.ts'

const BEGIN = Date.UTC(2026, 4, 14, 18)
const MINUTE = 60_000
const DAY = 86_400_000

let stop: () => void
let came: string[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: BEGIN })
  came = []
  stop = startCron(
    Object.entries({ minutely: '* * * * *', quickly: '*/10 * * * * *', nightly: '17 3 * * *' }).map(
      ([name, schedule]) => ({ schedule, onTime: () => came.push(name) }),
    ),
  )
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const count = (name: string) => came.filter((each) => each === name).length

it('calls each at its times, and no more once it is stopped', () => {
  vi.advanceTimersByTime(10 * MINUTE)
  expect([count('minutely'), count('quickly'), count('nightly')]).toEqual([10, 60, 0])
  vi.advanceTimersByTime(DAY)
  expect(count('nightly')).toBe(1)
  stop()
  came = []
  vi.advanceTimersByTime(DAY)
  expect(came).toEqual([])
})

it('calls each once after the clock was set forward by weeks, and then at its times', () => {
  vi.advanceTimersByTime(5 * MINUTE)
  came = []
  vi.setSystemTime(BEGIN + 40 * DAY)
  vi.advanceTimersByTime(10_000)
  expect(came.toSorted()).toEqual(['minutely', 'nightly', 'quickly'])
  vi.advanceTimersByTime(10 * MINUTE)
  expect([count('minutely'), count('quickly'), count('nightly')]).toEqual([11, 61, 1])
})

it('goes on at once after the clock was set back by weeks', () => {
  vi.advanceTimersByTime(5 * MINUTE)
  vi.setSystemTime(BEGIN - 40 * DAY)
  vi.advanceTimersByTime(MINUTE)
  came = []
  vi.advanceTimersByTime(10 * MINUTE)
  expect([count('minutely'), count('quickly'), count('nightly')]).toEqual([10, 60, 0])
})
