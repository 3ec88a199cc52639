import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createMedia, type Medium } from '#client/overlay-page/media.ts'

const never = new AbortController().signal
const medium = (type: string): Medium => ({ type, bytes: new ArrayBuffer(1) })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('is fetched once, before an alert needs it, and anew where it is named again', async () => {
  const asked: string[] = []
  const media = createMedia(async (id) => {
    asked.push(id)
    return medium(id)
  })
  media.expect(['one', 'two'])
  media.expect(['one', 'two'])
  expect(await media.find('one', never)).toEqual(medium('one'))
  expect(asked).toEqual(['one', 'two'])
  media.expect(['two'])
  media.expect(['one', 'two'])
  expect(asked).toEqual(['one', 'two', 'one'])
})

it('holds up no alert where it fails or does not come, and is asked for again', async () => {
  let answer: () => Promise<Medium> = () => Promise.reject(new Error('down'))
  const media = createMedia(() => answer())
  expect(await media.find('one', never)).toBeNull()
  answer = () => new Promise(() => {})
  const found = media.find('one', never)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await found).toBeNull()
})
