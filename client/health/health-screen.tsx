import { useQuery } from '@tanstack/react-query'
import type { JobJson } from '#api/contract/job.ts'
import { formatAgo, formatAgoInSentence, formatInstant } from '#client/format/day.ts'
import { formatDuration, formatJob, formatState } from '#client/health/format-job.ts'
import { t } from '#client/health/words.ts'
import { get } from '#client/lib/request.ts'
import { Chip } from '#client/ui/chip.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Table } from '#client/ui/table.tsx'

const EVERY_MS = 15_000
/** A trouble that is over is told for so long. */
const TOLD_MS = 3 * 86_400_000

/** Whether the work in the background goes well, for the owner. */
export default function HealthScreen() {
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: () => get('/jobs'),
    refetchInterval: EVERY_MS,
  })
  const rows = jobs.data?.items ?? []
  const bad = rows.filter((job) => formatState(job).isBad).length
  return (
    <>
      <Head title={t('Health')} meta={t('The work that goes on in the background')} />
      <Section
        title={t('Jobs')}
        meta={
          jobs.data && (bad === 0 ? t('all well') : t('{bad, plural, one {# fails} other {# fail}}', { bad }))
        }
      >
        <ErrorNote error={jobs.error} onRetry={() => jobs.refetch()} />
        {jobs.isPending && <Skeleton rows={4} />}
        {jobs.data && rows.length === 0 && <Empty>{t('There is no work in the background yet.')}</Empty>}
        {rows.length > 0 && (
          <Table
            caption={t('Jobs')}
            rows={rows}
            keyOf={({ name }) => name}
            columns={[
              { title: t('Job'), cell: ({ name }) => <strong>{formatJob(name)}</strong> },
              { title: t('State'), cell: (job) => <State job={job} /> },
              { title: t('Last run'), cell: ({ last_run_at }) => <Ago at={last_run_at} /> },
              {
                title: t('Took'),
                cell: ({ duration_ms }) => (duration_ms === null ? '' : formatDuration(duration_ms / 1000)),
              },
              {
                title: t('Oldest waiting'),
                cell: ({ lag_seconds }) =>
                  lag_seconds === null || lag_seconds === 0 ? '' : formatDuration(lag_seconds),
              },
            ]}
          />
        )}
      </Section>
      <p className="meta">
        <a href="/licenses.txt">{t('What these pages are built of, and under which licences')}</a>
      </p>
    </>
  )
}

function State({ job }: { job: JobJson }) {
  const { words, isBad } = formatState(job)
  const { failing_since, last_error, past_error } = job
  if (isBad)
    return (
      <>
        <Chip tone="warn">{words}</Chip>{' '}
        {failing_since && t('since {when}', { when: formatInstant(failing_since) })}
        {last_error && (
          <p className="meta">
            {t('the last time {ago}: {message}', {
              ago: formatAgoInSentence(last_error.at),
              message: last_error.message,
            })}
          </p>
        )}
      </>
    )
  if (!past_error || Date.now() - Date.parse(past_error.at) > TOLD_MS) return words
  return (
    <>
      {words}
      <p className="meta">
        {t('It failed last {ago}, and went well since: {message}', {
          ago: formatAgoInSentence(past_error.at),
          message: past_error.message,
        })}
      </p>
    </>
  )
}

function Ago({ at }: { at: string | null }) {
  if (at === null) return null
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {formatAgo(at)}
    </time>
  )
}
