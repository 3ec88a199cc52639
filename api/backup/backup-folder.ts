import { join } from 'node:path'
import type { Config } from '#api/config.ts'

/** Where backups lie that are made without being asked for. */
export function backupFolder({ backupDir, dataDir }: Pick<Config, 'backupDir' | 'dataDir'>): string {
  return backupDir ?? join(dataDir, 'backups')
}

/** How the names of backups by the clock begin. */
export const SCHEDULED = 'readout-'
