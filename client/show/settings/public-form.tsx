import { Link } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { t } from '#client/show/words.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'

/** Whether listeners see the show. */
export function PublicForm({ show }: { show: ShowJson }) {
  const patch = usePatchShow(show.slug)
  const isKept = !show.provisional && !show.set_aside
  return (
    <Section title={t('Listeners')}>
      <div className="form">
        <CheckField
          label={t('Show this show’s support on its public page')}
          hint={
            isKept
              ? t('At /s/{slug}, without a login. Hidden boosts and your team stay off it.', {
                  slug: show.slug,
                })
              : t('Keep the show first.')
          }
          checked={patch.isPending ? patch.variables.public === true : show.public}
          disabled={!isKept}
          onChange={({ target }) => patch.mutate({ public: target.checked })}
        />
        {show.public && (
          <p>
            <Link href={`/publish?show=${show.slug}`}>{t('What of it listeners see')}</Link>
          </p>
        )}
        <ErrorNote error={patch.error} />
      </div>
    </Section>
  )
}
