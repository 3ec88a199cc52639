import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { findPlace } from '#db/embedded/place.ts'
import { openEmbeddedServer } from '#db/embedded/server.ts'

/**
 * An embedded server of one's own, on an empty folder.
 * @returns its URL, and what stops it and removes all of it, also what lies elsewhere since its user cannot enter the folder
 */
export async function openThrowawayServer(folder: string): Promise<{ url: string; remove(): Promise<void> }> {
  const { cluster } = await findPlace(folder, () => {})
  const server = await openEmbeddedServer(folder, 'command')
  return {
    url: server.url,
    remove: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
      // As root it may lie under a folder by its own name.
      await rm(dirname(cluster), { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
