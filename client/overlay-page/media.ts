import { stand } from '#client/overlay-page/stand.ts'

/** The bytes of a picture or sound, and what they are. */
export type Medium = { type: string; bytes: ArrayBuffer }

/** The show's own pictures and sounds, as the overlay has fetched them. */
export type Media = {
  /** Fetches what is named and not here yet, and forgets the rest. */
  expect(ids: readonly string[]): void
  /** @returns null where it is not there, or does not come in time */
  find(id: string, signal: AbortSignal): Promise<Medium | null>
}

/** An alert does not wait longer for what it shows. */
const PATIENCE_MS = 2_000
/** What hangs is tried anew with the next alert. */
const LOAD_MS = 20_000

/** @param fetchMedium throws where it cannot be had: it is asked for again then */
export function createMedia(fetchMedium: (id: string) => Promise<Medium>): Media {
  const kept = new Map<string, Promise<Medium | null>>()
  const take = (id: string) => {
    const medium = fetchMedium(id).catch(() => {
      kept.delete(id)
      return null
    })
    kept.set(id, medium)
    return medium
  }
  return {
    expect: (ids) => {
      for (const id of kept.keys()) if (!ids.includes(id)) kept.delete(id)
      for (const id of ids) if (!kept.has(id)) void take(id)
    },
    find: (id, signal) =>
      Promise.race([kept.get(id) ?? take(id), stand(PATIENCE_MS, signal).then(() => null)]),
  }
}

/** Fetches by the overlay's secret, which stands in no address. @throws Error where it is not there */
export async function fetchMedium(token: string, id: string): Promise<Medium> {
  const answer = await fetch(`/overlay/media/${id}`, {
    headers: { 'X-Overlay': token },
    signal: AbortSignal.timeout(LOAD_MS),
  })
  if (!answer.ok) throw new Error(`It answers ${answer.status}`)
  return { type: answer.headers.get('content-type') ?? '', bytes: await answer.arrayBuffer() }
}

/** A picture as an address that an image shows. */
export async function pictureAddress({ type, bytes }: Medium): Promise<string> {
  return await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([bytes], { type }))
  })
}
