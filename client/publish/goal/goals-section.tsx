import { useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { formatAmount, formatStand, isReached } from '#client/publish/goal/format-goal.ts'
import { GoalForm } from '#client/publish/goal/goal-form.tsx'
import { type Goal, useFreshGoals, useGoals, useRemoveGoal } from '#client/publish/goal/use-goals.ts'
import { t } from '#client/publish/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What the show saves for. */
export function GoalsSection({ show }: { show: ShowJson }) {
  const goals = useGoals(show.slug)
  useFreshGoals(show.slug)
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Section title={t('Goals')} meta={t('On the page, in the embed and on the overlay')}>
      <ErrorNote error={goals.error} />
      {goals.isPending && <Skeleton rows={2} />}
      {goals.data?.length === 0 && open === null && (
        <Empty>{t('What you save for, and how far it has come, is shown here and on the page.')}</Empty>
      )}
      <ul className="entries goals" aria-label={t('Goals')}>
        {goals.data?.map((goal) =>
          open === goal.id ? (
            <li key={goal.id}>
              <GoalForm show={show} goal={goal} onDone={() => setOpen(null)} />
            </li>
          ) : (
            <Row key={goal.id} slug={show.slug} goal={goal} onEdit={() => setOpen(goal.id)} />
          ),
        )}
      </ul>
      {open === 'new' ? (
        <GoalForm show={show} goal={null} onDone={() => setOpen(null)} />
      ) : (
        <Button onClick={() => setOpen('new')}>{t('New goal')}</Button>
      )}
    </Section>
  )
}

function Row({ slug, goal, onEdit }: { slug: string; goal: Goal; onEdit: () => void }) {
  const remove = useRemoveGoal(slug)
  const [isAsking, ask] = useState(false)
  const { id, title, reached, target, reached_percent } = goal
  return (
    <li className="entry">
      <div className="row-words">
        <p>
          <strong dir="auto">{title}</strong> {isReached(goal) && <Chip>{t('reached')}</Chip>}
        </p>
        <progress
          aria-label={`${title}: ${reached_percent} %`}
          max={100}
          value={Math.min(100, reached_percent)}
        />
        <p className="meta">
          {t('{amount} of {amount2} · {reachedPercent} %', {
            amount: formatAmount(reached, goal),
            amount2: formatAmount(target, goal),
            reachedPercent: reached_percent,
          })}
        </p>
        <p className="meta">{formatStand(goal)}</p>
        <ErrorNote error={remove.error} />
      </div>
      <div className="row-actions">
        <Button kind="quiet" aria-label={t('Change {title}', { title })} onClick={onEdit}>
          {t('Change')}
        </Button>
        <Button kind="quiet" aria-label={t('Remove {title}', { title })} onClick={() => ask(true)}>
          {t('Remove')}
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title={t('Remove this goal?')}
          yes={t('Remove it')}
          onYes={() => remove.mutate(id)}
          onClose={() => ask(false)}
        >
          {t('It leaves the page. What was given stays where it is.')}
        </Confirm>
      )}
    </li>
  )
}
