import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OverlayAlert, OverlayState } from '#api/contract/overlay.ts'
import { createPlayer } from '#client/overlay-page/play-alerts.ts'
import { RUNS } from '#tests/helper/runs.ts'

const alertAt = (place: number): OverlayAlert => ({
  place,
  kind: 'boost',
  title: `listener ${place}`,
  amount: '1 sat',
  words: null,
  rest: null,
  rule: { sound: 'none', image: 'none', say: false, seconds: 2 },
})

const stateOf = (places: readonly number[], last_place: number, paused = false): OverlayState => ({
  id: '0190d7c8-0000-7000-8000-000000000001',
  language: 'en',
  paused,
  settings: { accent: '#ffc247' },
  media: [],
  last_place,
  alerts: places.map(alertAt),
})

/** A stage on which an alert stands until the test lets it go. */
function makeStage() {
  const shown: number[] = []
  const cut: number[] = []
  let leave: (() => void) | null = null
  const memory = new Map<string, number>()
  return {
    shown,
    cut,
    memory: {
      read: (id: string) => memory.get(id) ?? null,
      write: (id: string, place: number) => void memory.set(id, place),
    },
    stage: {
      begun: ({ place }: OverlayAlert) => void shown.push(place),
      show: ({ place }: OverlayAlert, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          leave = resolve
          signal.addEventListener('abort', () => {
            cut.push(place)
            resolve()
          })
        }),
    },
    /** Lets what is shown end. */
    end: async () => {
      leave?.()
      leave = null
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('an overlay', () => {
  it('shows what came before it was opened to nobody, and each later one once and in order, whatever it is told how often', async () => {
    const steps = fc.array(
      fc.oneof(fc.constant('new'), fc.constant('told'), fc.constant('ended'), fc.constant('reload')),
      {
        maxLength: 60,
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 }), steps, async (before, all) => {
        const { stage, memory, shown, end } = makeStage()
        let last = before
        const tell = () =>
          stateOf(
            Array.from({ length: last }, (_, at) => at + 1),
            last,
          )
        let play = createPlayer(stage, memory)
        play(tell())
        // What is remembered begins with the first that was shown: until then a reload begins anew.
        for (const step of all) {
          if (step === 'new') last++
          if (step === 'ended') await end()
          if (step === 'reload' && shown.length > 0) {
            await end()
            play = createPlayer(stage, memory)
          }
          play(tell())
        }
        for (let left = 0; left <= all.length * 2; left++) await end()
        const wanted = Array.from({ length: last - before }, (_, at) => before + at + 1)
        expect(shown).toEqual(wanted)
      }),
      { numRuns: RUNS },
    )
  })

  it('ends what is skipped or hidden while it stands, and goes on with the next', async () => {
    const { stage, memory, shown, cut } = makeStage()
    const play = createPlayer(stage, memory)
    play(stateOf([], 0))
    play(stateOf([1, 2], 2))
    play(stateOf([2], 2))
    await new Promise((resolve) => setImmediate(resolve))
    expect([shown, cut]).toEqual([[1, 2], [1]])
  })

  it('goes on with the next where a browser fails to show one', async () => {
    const { stage, memory, shown } = makeStage()
    const play = createPlayer({ ...stage, show: async () => Promise.reject(new Error('No sound')) }, memory)
    play(stateOf([], 0))
    play(stateOf([1, 2], 2))
    await new Promise((resolve) => setImmediate(resolve))
    play(stateOf([1, 2, 3], 3))
    expect(shown).toEqual([1, 2, 3])
  })

  it('begins nothing while it is paused, and shows it then', async () => {
    const { stage, memory, shown, end } = makeStage()
    const play = createPlayer(stage, memory)
    play(stateOf([], 0))
    play(stateOf([1], 1, true))
    expect(shown).toEqual([])
    play(stateOf([1], 1))
    await end()
    expect(shown).toEqual([1])
  })
})
