import { parentPort, workerData } from 'node:worker_threads'
import { parseBuffer } from 'music-metadata'

/** What a thread of its own is given: a sound, and what it is by its first bytes. */
export type Unmeasured = { bytes: Uint8Array; mimeType: string }

const { bytes, mimeType }: Unmeasured = workerData
const { format } = await parseBuffer(
  bytes,
  { mimeType, size: bytes.length },
  { duration: true, skipCovers: true },
)
parentPort?.postMessage({ seconds: format.duration ?? 0, hasVideo: format.hasVideo ?? false })
