import { useState } from 'react'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { formatAgo } from '#client/format/day.ts'
import { type LogEntry, useLog, useRetry } from '#client/outgoing/use-outgoing.ts'
import { t } from '#client/outgoing/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { Said } from '#client/ui/said.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const STATES = {
  sent: t('sent'),
  waiting: t('waiting'),
  failed: t('not taken'),
  left_out: t('left out'),
} as const
const TONES = { sent: 'ok', waiting: 'plain', failed: 'warn', left_out: 'plain' } as const

/** What went out with what was answered, the newest first. */
export function Log() {
  const [state, choose] = useState<keyof typeof STATES | null>(null)
  const list = useLog(state)
  return (
    <Section title={t('Log')} meta={t('The last 50, kept for 90 days')}>
      {(state !== null || (list.data?.length ?? 0) > 0) && (
        <div className="form">
          <SelectField
            label={t('Show')}
            value={state ?? ''}
            onChange={({ target }) => choose(asState(target.value))}
          >
            <option value="">{t('all')}</option>
            {Object.entries(STATES).map(([each, words]) => (
              <option key={each} value={each}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={3} />}
      {list.data?.length === 0 && <Empty>{t('What goes out is listed here, with what was answered.')}</Empty>}
      <ul className="entries" aria-label={t('Log')}>
        {list.data?.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ul>
    </Section>
  )
}

function Row({ entry }: { entry: LogEntry }) {
  const { id, way, event, boost, fact, state, attempts, queued_at, answer } = entry
  const retry = useRetry()
  const what =
    event === 'test' ? t('A test') : (fact?.said ?? boost?.supporter.name ?? t('A boost that is no more'))
  return (
    <li className="entry">
      <div className="row-words">
        <p>
          <bdi>{what}</bdi> {boost && <BoostAmount boost={boost} unit />} → <bdi>{way}</bdi>{' '}
          <Chip tone={TONES[state]}>{STATES[state]}</Chip>
        </p>
        <p className="meta">
          {formatAgo(queued_at)}
          {attempts > 1 && ` · ${t('{attempts} tries', { attempts })}`}
          {answer && (
            <>
              {' · '}
              <bdi>
                <Said>{answer}</Said>
              </bdi>
            </>
          )}
        </p>
        <ErrorNote error={retry.error} />
      </div>
      {event !== 'test' && state !== 'sent' && (
        <div className="row-actions">
          <Button
            kind="quiet"
            busy={retry.isPending}
            aria-label={t('Send again: {what} to {way}', { what, way })}
            onClick={() => retry.mutate(id)}
          >
            {state === 'waiting' ? t('Try now') : t('Send again')}
          </Button>
        </div>
      )}
    </li>
  )
}

function asState(value: string): keyof typeof STATES | null {
  return value === 'sent' || value === 'waiting' || value === 'failed' || value === 'left_out' ? value : null
}
