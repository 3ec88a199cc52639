import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** @returns the program that builds; null where `npm ci --omit=dev` left it out */
export function findVite(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  } catch {
    return null
  }
}

/**
 * Builds what a configuration says, in a process of its own.
 * @param root of the project
 * @returns what it said where it failed, else null
 */
export async function runVite(
  vite: string,
  config: string,
  root: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const building = spawn(process.execPath, [vite, 'build', '--config', config], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal ? { signal } : {}),
  })
  let output = ''
  for (const stream of [building.stdout, building.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [status] = await once(building, 'close').catch(() => [null])
  return status === 0 ? null : output
}
