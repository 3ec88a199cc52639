import { existsSync } from 'node:fs'

/** Takes the settings of `.env` in the current folder, where there is one; what the environment says already wins. */
export function loadEnv(file = '.env'): void {
  if (existsSync(file)) process.loadEnvFile(file)
}
