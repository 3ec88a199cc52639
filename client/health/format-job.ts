import type { JobJson } from '#api/contract/job.ts'

/** What each job is for, for people; one without words here is shown by its name. */
const WORDS: Record<string, string> = {
  rates: 'Exchange rates',
  totals: 'Totals',
  feeds: 'Feeds of the shows',
  metadata: 'Messages behind a link',
  sources: 'Wallets',
  tasks: 'Long changes, bit by bit',
  'totals check': 'A check of the totals',
  'posts of apps': 'Forgetting what apps may not send twice',
  'prune outbox': 'Forgetting what went out long ago',
  backup: 'Backups',
  'backup trial': 'A restore for trial, of the newest backup',
  'prune feed': 'Removing news that every page has read',
}

/** What a job does. */
export function formatJob(name: string): string {
  return WORDS[name] ?? name
}

/** A length of time, roughly: `under a second`, `12 seconds`, `3 minutes`, `2 hours`, `4 days`. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return 'under a second'
  const units: [string, number][] = [
    ['second', 1],
    ['minute', 60],
    ['hour', 3600],
    ['day', 86_400],
  ]
  const [unit, size] = units.findLast(([, least]) => seconds >= least) ?? ['second', 1]
  const count = Math.floor(seconds / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** How a job is, in a word or two, and whether somebody should look. */
export function formatState(job: JobJson): { words: string; isBad: boolean } {
  if (job.last_error) return { words: 'failed', isBad: true }
  if (job.running_since) return { words: 'at work', isBad: false }
  if (!job.last_run_at) return { words: 'not yet run', isBad: false }
  return { words: 'well', isBad: false }
}
