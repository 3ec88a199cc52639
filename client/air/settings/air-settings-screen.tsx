import { t } from '#client/air/words.ts'
import '#client/style/air.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AirSettingsPatch } from '#api/contract/air/settings.ts'
import { NumerologyForm } from '#client/air/settings/numerology-form.tsx'
import { OrderForm } from '#client/air/settings/order-form.tsx'
import { PresetList } from '#client/air/settings/preset-list.tsx'
import { TemplateForm } from '#client/air/settings/template-form.tsx'
import { WarningWordsForm } from '#client/air/settings/warning-words-form.tsx'
import { change, get } from '#client/lib/request.ts'
import { NoShow } from '#client/show/no-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** How a show's segments are ordered, marked and written up. */
export default function AirSettingsScreen() {
  const { slug, shows, isKnown } = useKeptShow()
  const show = shows.find((one) => one.slug === slug)
  if (slug) return <Settings key={slug} slug={slug} title={show?.title} />
  if (!isKnown) return <Skeleton />
  return (
    <>
      <Head title={t('Running order')} />
      <NoShow>{t('Settings will be here once there is a show of yours.')}</NoShow>
    </>
  )
}

function Settings({ slug, title }: { slug: string; title: string | undefined }) {
  const client = useQueryClient()
  const key = ['air-settings', slug]
  const settings = useQuery({ queryKey: key, queryFn: () => get('/shows/{slug}/air-settings', { slug }) })
  const save = useMutation({
    mutationFn: (patch: AirSettingsPatch) =>
      change('PATCH', '/shows/{slug}/air-settings', { slug, body: patch }),
    onSuccess: (answer) => {
      client.setQueryData(key, answer)
      toast(t('Saved'))
    },
  })
  const { data } = settings
  return (
    <div className="column">
      <Back to={`/air?show=${slug}`}>{t('On air')}</Back>
      <Head title={t('Running order')} meta={title} />
      <ErrorNote error={settings.error ?? save.error} />
      {settings.isPending && <Skeleton />}
      {data && (
        <>
          <OrderForm settings={data} slug={slug} onSave={save.mutate} />
          <PresetList settings={data} onSave={save.mutate} />
          <NumerologyForm key={JSON.stringify(data.numerology)} settings={data} onSave={save.mutate} />
          <WarningWordsForm settings={data} onSave={save.mutate} />
          <TemplateForm settings={data} onSave={save.mutate} />
        </>
      )}
    </div>
  )
}
