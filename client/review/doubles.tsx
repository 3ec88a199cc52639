import { useState } from 'react'
import { Link } from 'wouter'
import type { BoostJson } from '#api/contract/boost.ts'
import { BoostAmount } from '#client/boost/boost-amount.tsx'
import { JoinForm } from '#client/boost/detail/join-form.tsx'
import { usePatchBoost } from '#client/boost/detail/use-boost.ts'
import { formatInstant } from '#client/format/day.ts'
import { nameOf } from '#client/format/supporter.ts'
import { useMay } from '#client/person/use-me.ts'
import { useDoubles, useRefreshReview } from '#client/review/use-review.ts'
import { t } from '#client/review/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Boosts that contradict another that they could belong to: one press of the button, or two. */
export function Doubles() {
  const doubles = useDoubles()
  if (doubles.error) return <ErrorNote error={doubles.error} onRetry={() => doubles.refetch()} />
  if (!doubles.data || doubles.data.items.length === 0) return null
  return (
    <Section
      title={t('Possible doubles')}
      meta={t('Each may be a part of another boost that says something else.')}
    >
      <ul className="entries">
        {doubles.data.items.map((boost) => (
          <Double key={boost.id} boost={boost} />
        ))}
      </ul>
    </Section>
  )
}

function Double({ boost }: { boost: BoostJson }) {
  const [isJoining, join] = useState(false)
  const mayEdit = useMay('edit')
  const patch = usePatchBoost(boost.id)
  const refresh = useRefreshReview()
  const stayTwo = () => {
    toast(t('They stay two'))
    refresh()
  }
  const joined = () => {
    join(false)
    refresh()
  }
  return (
    <li className="entry review" aria-labelledby={`double-${boost.id}`}>
      <div className="review-amount" id={`double-${boost.id}`}>
        <BoostAmount boost={boost} unit />
      </div>
      <div className="row-words">
        <Link href={`/boosts/${boost.id}`} className="row-name" dir="auto">
          {nameOf(boost.supporter)}
        </Link>
        <p className="review-message" dir="auto">
          {boost.message}
        </p>
        <p className="meta">
          <bdi>{boost.show.title}</bdi> · {formatInstant(boost.sent_at)}
        </p>
        <ErrorNote error={patch.error} />
      </div>
      {mayEdit && (
        <div className="row-actions">
          <Button aria-expanded={isJoining} onClick={() => join(!isJoining)}>
            {t('Join…')}
          </Button>
          <Button
            kind="quiet"
            busy={patch.isPending}
            onClick={() => patch.mutate({ possible_double: false }, { onSuccess: stayTwo })}
          >
            {t('They are two')}
          </Button>
        </div>
      )}
      {isJoining && (
        <div className="row-form">
          <JoinForm boost={boost} onDone={joined} />
        </div>
      )}
    </li>
  )
}
