import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'

/** The rows that were rejected, with the reasons, in a file that is made when there is one. */
export type Rejects = {
  add(reject: { row: number; error: string; raw: unknown }): Promise<void>
  /** @returns the file, or null where there was none to write */
  close(): Promise<string | null>
}

/** Writes rejects beside the file, or in the current folder where that one cannot be written. */
export function collectRejects(file: string): Rejects {
  let open: { path: string; stream: WriteStream } | null = null
  return {
    async add(reject) {
      open ??= await begin(`${basename(file)}.rejects.ndjson`, dirname(file))
      if (!open.stream.write(`${JSON.stringify(reject)}\n`)) await once(open.stream, 'drain')
    },
    async close() {
      if (!open) return null
      open.stream.end()
      await finished(open.stream)
      return open.path
    },
  }
}

async function begin(name: string, folder: string): Promise<{ path: string; stream: WriteStream }> {
  const beside = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  const path = beside ? join(folder, name) : name
  const stream = createWriteStream(path)
  await once(stream, 'open')
  return { path, stream }
}
