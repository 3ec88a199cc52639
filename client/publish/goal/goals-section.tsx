import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { isReached } from '#client/goal/format-goal.ts'
import { GoalStand } from '#client/goal/goal-stand.tsx'
import { type Goal, useFreshGoals, useGoals } from '#client/goal/use-goals.ts'
import { GoalForm } from '#client/publish/goal/goal-form.tsx'
import { useRemoveGoal } from '#client/publish/goal/use-change-goals.ts'
import { t } from '#client/publish/words.ts'
import { todayIn } from '#client/totals/periods.ts'
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
            <Row key={goal.id} show={show} goal={goal} onEdit={() => setOpen(goal.id)} />
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

const scrollTo = (row: HTMLElement | null) => row?.scrollIntoView({ block: 'center' })

function Row({ show, goal, onEdit }: { show: ShowJson; goal: Goal; onEdit: () => void }) {
  const remove = useRemoveGoal(show.slug)
  // A link may lead to one of them.
  const [search] = useSearchParams()
  const isAskedFor = search.get('goal') === goal.id
  const [isAsking, ask] = useState(false)
  const { id, title } = goal
  return (
    <li className="entry" ref={isAskedFor ? scrollTo : null} aria-current={isAskedFor || undefined}>
      <div className="row-words">
        <p>
          <strong dir="auto">{title}</strong> {isReached(goal) && <Chip>{t('reached')}</Chip>}
        </p>
        <GoalStand goal={goal} today={todayIn(show.time_zone)} />
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
