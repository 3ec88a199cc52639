import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connect } from '#client/overlay-page/connect.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('an overlay whose service takes its call and says nothing hangs up and calls again', async () => {
  const calls: AbortSignal[] = []
  vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
    calls.push(signal)
    if (calls.length > 1) return Promise.resolve(new Response(null, { status: 404 }))
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const gone = new Promise<void>((resolve) => {
    void connect('token', { event: () => {}, state: () => {}, gone: resolve })
  })
  await vi.advanceTimersByTimeAsync(60_000)
  await gone
  expect(calls.map(({ aborted }) => aborted)).toEqual([true, true])
})
