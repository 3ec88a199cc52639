import { useState } from 'react'
import { useLocation } from 'wouter'
import type { SupporterRef } from '#api/contract/common.ts'
import type { SupporterDetailJson } from '#api/contract/supporter.ts'
import { PickSupporter } from '#client/pick/pick-supporter.tsx'
import { useAnonymizeSupporter, useMergeSupporter } from '#client/supporter/use-supporters.ts'
import { t } from '#client/supporter/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Makes two people one, or someone nobody. */
export function EndSupporter({ supporter }: { supporter: SupporterDetailJson }) {
  const [other, pick] = useState<SupporterRef | null>(null)
  const [isAsking, ask] = useState(false)
  const [, navigate] = useLocation()
  const merge = useMergeSupporter(supporter.id)
  const anonymize = useAnonymizeSupporter(supporter.id)
  const show = supporter.shows[0]?.slug
  const chosen = other?.id && other.id !== supporter.id ? { id: other.id, name: other.name } : null
  return (
    <>
      {show && (
        <Section title={t('The same person as someone else?')}>
          <div className="form">
            <PickSupporter
              label={t('Who')}
              show={show}
              value={chosen ?? { id: null, name: t('nobody yet') }}
              onPick={pick}
            />
            {chosen && (
              <Button
                busy={merge.isPending}
                onClick={() =>
                  merge.mutate(chosen.id, {
                    onSuccess: ({ id, name }) => {
                      toast(t('They are one: {name}', { name }))
                      pick(null)
                      navigate(`/supporters/${id}`, { replace: true })
                    },
                  })
                }
              >
                {t('Make {name} and {name2} one', { name: supporter.name, name2: chosen.name })}
              </Button>
            )}
            <ErrorNote error={merge.error} />
          </div>
        </Section>
      )}
      <Section title={t('Anonymous at their own wish')}>
        <div className="form">
          <p className="meta">
            {t(
              'Forgets their names in all boosts and payments, and takes what they send later for anonymous too. What the wallets reported stays in the raw metadata, for the books.',
            )}
          </p>
          <Button kind="danger" busy={anonymize.isPending} onClick={() => ask(true)}>
            {t('Make anonymous')}
          </Button>
          <ErrorNote error={anonymize.error} />
        </div>
      </Section>
      {isAsking && (
        <Confirm
          title={t('Make {name} anonymous?', { name: supporter.name })}
          yes={t('Make anonymous for good')}
          onYes={() =>
            anonymize.mutate(undefined, {
              onSuccess: () => {
                toast(t('Done. They are nobody in particular now.'))
                navigate('/supporters', { replace: true })
              },
            })
          }
          onClose={() => ask(false)}
        >
          {t('This cannot be undone. Names, notes and how to say them are forgotten.')}
        </Confirm>
      )}
    </>
  )
}
