import type { JobJson } from '#api/contract/job.ts'
import { t } from '#client/health/words.ts'
import { pageLocale, remember } from '#client/language/locale.ts'

/** What each job is for, for people; one without words here is shown by its name. */
const WORDS: Record<string, string> = {
  rates: t('Exchange rates'),
  totals: t('Totals'),
  claims: t('What was claimed, and the payments of it'),
  feeds: t('Feeds of the shows'),
  metadata: t('Messages behind a link'),
  sources: t('Wallets'),
  tasks: t('Long changes, bit by bit'),
  'totals check': t('A check of the totals'),
  'posts of apps': t('Forgetting what apps may not send twice'),
  'prune outbox': t('Forgetting what went out long ago'),
  backup: t('Backups'),
  'backup trial': t('A restore for trial, of the newest backup'),
  'month sums': t('Keeping what closed months come to'),
  'receipt sums': t('Keeping what days and months of the books come to'),
  goals: t('Goals'),
  imports: t('Uploaded files'),
  replies: t('Replies'),
  unread: t('What a source reported and could not be read'),
  artwork: t('Pictures of shows and episodes'),
  audit: t('The audit log'),
  'read-again': t('Reading again what sources reported'),
  'pack reports': t('Packing old reports'),
  'prune feed': t('Removing news that every page has read'),
}

const lengths = remember(
  (locale: string, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
)

/** What a job does. */
export function formatJob(name: string): string {
  return WORDS[name] ?? name
}

/** A length of time, roughly: `under a second`, `12 seconds`, `3 minutes`, `2 hours`, `4 days`. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return t('under a second')
  const units: ['second' | 'minute' | 'hour' | 'day', number][] = [
    ['second', 1],
    ['minute', 60],
    ['hour', 3600],
    ['day', 86_400],
  ]
  const [unit, size] = units.findLast(([, least]) => seconds >= least) ?? ['second', 1]
  const count = Math.floor(seconds / size)
  return lengths(pageLocale(), unit).format(count)
}

/** How a job is, in a word or two, and whether somebody should look. */
export function formatState(job: JobJson): { words: string; isBad: boolean } {
  if (job.last_error) return { words: t('failing'), isBad: true }
  if (job.running_since) return { words: t('at work'), isBad: false }
  if (!job.last_run_at) return { words: t('not yet run'), isBad: false }
  return { words: t('well'), isBad: false }
}
