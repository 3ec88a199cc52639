import { Link } from 'wouter'
import { isReached } from '#client/goal/format-goal.ts'
import { GoalStand } from '#client/goal/goal-stand.tsx'
import { useFreshGoals, useGoals } from '#client/goal/use-goals.ts'
import { t } from '#client/totals/words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { Section } from '#client/ui/head.tsx'

/** What the show saves for, and how far it has come; nothing where it has no goal. */
export function Goals({ show, today }: { show: string; today: string }) {
  const goals = useGoals(show)
  useFreshGoals(show)
  if (!goals.data || goals.data.length === 0) return null
  return (
    <Section title={t('{count, plural, one {Goal} other {Goals}}', { count: goals.data.length })}>
      <ul className="dashboard-goals">
        {goals.data.map((goal) => (
          <li key={goal.id}>
            <p>
              <Link href={`/publish?show=${show}&goal=${goal.id}`} dir="auto">
                {goal.title}
              </Link>{' '}
              {isReached(goal) && <Chip>{t('reached')}</Chip>}
            </p>
            <GoalStand goal={goal} today={today} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
