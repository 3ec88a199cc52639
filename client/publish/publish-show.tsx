import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PublicSettingsPatch } from '#api/contract/public.ts'
import type { ShowJson, ShowPatch } from '#api/contract/show.ts'
import { change, get } from '#client/lib/request.ts'
import { BadgeSection } from '#client/publish/badge-section.tsx'
import { DescriptionForm } from '#client/publish/description-form.tsx'
import { EmbedSection } from '#client/publish/embed-section.tsx'
import { GoalsSection } from '#client/publish/goal/goals-section.tsx'
import { PrivacyForm } from '#client/publish/privacy-form.tsx'
import { t } from '#client/publish/words.ts'
import { SHOWS } from '#client/show/use-shows.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Whether a show is public, and what of it. */
export function PublishShow({ show }: { show: ShowJson }) {
  const client = useQueryClient()
  const { slug } = show
  const key = ['public-settings', slug]
  const settings = useQuery({ queryKey: key, queryFn: () => get('/shows/{slug}/public-settings', { slug }) })
  const save = useMutation({
    mutationFn: (patch: PublicSettingsPatch) =>
      change('PATCH', '/shows/{slug}/public-settings', { slug, body: patch }),
    onSuccess: (answer) => {
      client.setQueryData(key, answer)
      toast(t('Saved'))
    },
  })
  const open = useMutation({
    mutationFn: (patch: ShowPatch) => change('PATCH', '/shows/{slug}', { slug, body: patch }),
    onSuccess: (answer) => {
      client.invalidateQueries({ queryKey: SHOWS })
      toast(answer.public ? t('The page is public now') : t('The page is private again'))
    },
  })
  const { data } = settings
  return (
    <>
      <ErrorNote error={settings.error ?? save.error ?? open.error} />
      <Section title={t('Public')}>
        <div className="form">
          <CheckField
            label={t('Everyone may see this show’s support')}
            hint={t('At /s/{slug}. While this is off, nobody sees anything of it without an account.', {
              slug: show.slug,
            })}
            checked={show.public}
            disabled={open.isPending}
            onChange={({ target }) => open.mutate({ public: target.checked })}
          />
        </div>
      </Section>
      {settings.isPending && <Skeleton rows={3} />}
      {data && (
        <>
          <PrivacyForm settings={data} hasFeed={show.feed !== null} onSave={save.mutate} />
          <DescriptionForm settings={data} onSave={save.mutate} />
          <GoalsSection show={show} />
          {show.public && <BadgeSection slug={show.slug} />}
          {show.public && <EmbedSection slug={show.slug} />}
        </>
      )}
    </>
  )
}
