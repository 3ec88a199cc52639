import type { Config } from '#api/config.ts'
import type { Job } from '#api/job/job.ts'

/** Every job of the service. */
export function listJobs(_config: Config): Job[] {
  return []
}
