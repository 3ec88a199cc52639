import { z } from 'zod'

/** What a source was told by its webhook, for its present run. */
export type Hearing = {
  /** Who is told from now on, in place of the former. */
  onTold(heard: (what: string) => void): void
  tell(what: string): void
}

export function createHearing(): Hearing {
  let listener: (what: string) => void = () => {}
  return {
    onTold: (heard) => {
      listener = heard
    },
    tell: (what) => listener(what),
  }
}

const toldSchema = z.tuple([z.int(), z.string()])

/** Which source was told what, as it was notified; null for anything else. */
export function readTold(payload: string | undefined): { sourceId: number; what: string } | null {
  try {
    const [sourceId, what] = toldSchema.parse(JSON.parse(payload ?? ''))
    return { sourceId, what }
  } catch {
    return null
  }
}
