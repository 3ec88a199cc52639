import { formatAgoInSentence } from '#client/format/day.ts'
import { useSourceWebhook } from '#client/source/use-sources.ts'
import { say, t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** Whether a shop tells of payments by itself, and what it must be given to do so. */
export function SourceWebhook({ name, toldAt }: { name: string; toldAt: string | null }) {
  const show = useSourceWebhook(name)
  return (
    <>
      <p className="meta">
        {toldAt
          ? t('Its webhook last told something {ago}', { ago: formatAgoInSentence(toldAt) })
          : t('Its webhook has told nothing yet: payments are seen within 20 seconds')}{' '}
        <Button
          kind="quiet"
          busy={show.isPending}
          aria-expanded={show.data !== undefined}
          aria-label={t('Webhook of {name}', { name })}
          onClick={() => (show.data ? show.reset() : show.mutate())}
        >
          {t('Webhook')}
        </Button>
      </p>
      <ErrorNote error={show.error} />
      {show.data && (
        <>
          <p className="meta">
            {say(
              'Readout makes it by itself where its key may and PUBLIC_URL is set. By hand: in BTCPay Server, open the store’s {strong}, {strong2}, and create one with these two and the events of payments and of settled invoices.',
              { strong: <strong>{t('Settings')}</strong>, strong2: <strong>{t('Webhooks')}</strong> },
            )}
          </p>
          <ShownOnce
            label={t('Payload URL for {name}', { name })}
            secret={show.data.address ?? `${location.origin}${show.data.path}`}
          >
            {t('BTCPay Server must reach Readout at this address.')}
          </ShownOnce>
          <ShownOnce label={t('Secret for {name}', { name })} secret={show.data.secret}>
            {t(
              'By it Readout knows that BTCPay Server sent what comes. What was paid is asked of BTCPay Server itself.',
            )}
          </ShownOnce>
        </>
      )}
    </>
  )
}
