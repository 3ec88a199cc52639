import { expect, it } from 'vitest'
import type { JobJson } from '#api/contract/job.ts'
import { formatDuration, formatState } from '#client/health/format-job.ts'

it.each([
  [0, 'under a second'],
  [0.4, 'under a second'],
  [1, '1 second'],
  [59.9, '59 seconds'],
  [60, '1 minute'],
  [7_199, '1 hour'],
  [7_200, '2 hours'],
  [400_000, '4 days'],
])('%d seconds are %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words)
})

const job: JobJson = {
  name: 'totals',
  schedule: '* * * * *',
  on_change: true,
  running_since: null,
  last_run_at: '2026-11-20T12:00:00Z',
  duration_ms: 12,
  last_success_at: '2026-11-20T12:00:00Z',
  lag_seconds: 0,
  last_error: null,
  failing_since: null,
  past_error: null,
  runs: 1,
  failures: 0,
}

it.each<[string, Partial<JobJson>, boolean]>([
  ['well', {}, false],
  ['not yet run', { last_run_at: null, last_success_at: null, runs: 0 }, false],
  ['at work', { running_since: '2026-11-20T12:00:00Z' }, false],
  [
    'failing',
    {
      running_since: '2026-11-20T12:00:00Z',
      last_error: { at: '2026-11-20T12:00:00Z', message: 'no answer' },
    },
    true,
  ],
])('a job is %s', (words, parts, isBad) => {
  expect(formatState({ ...job, ...parts })).toEqual({ words, isBad })
})
