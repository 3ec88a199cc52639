import { formatAgo } from '#client/format/day.ts'
import { useSourceWebhook } from '#client/source/use-sources.ts'
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
          ? `Its webhook last told something ${formatAgo(toldAt).toLowerCase()}`
          : 'Its webhook has told nothing yet: payments are seen within 20 seconds'}{' '}
        <Button
          kind="quiet"
          busy={show.isPending}
          aria-expanded={show.data !== undefined}
          aria-label={`Webhook of ${name}`}
          onClick={() => (show.data ? show.reset() : show.mutate())}
        >
          Webhook
        </Button>
      </p>
      <ErrorNote error={show.error} />
      {show.data && (
        <>
          <p className="meta">
            Readout makes it by itself where its key may and PUBLIC_URL is set. By hand: in BTCPay Server,
            open the store’s <strong>Settings</strong>, <strong>Webhooks</strong>, and create one with these
            two and the events of payments and of settled invoices.
          </p>
          <ShownOnce
            label={`Payload URL for ${name}`}
            secret={show.data.address ?? `${location.origin}${show.data.path}`}
          >
            BTCPay Server must reach Readout at this address.
          </ShownOnce>
          <ShownOnce label={`Secret for ${name}`} secret={show.data.secret}>
            By it Readout knows that BTCPay Server sent what comes. What was paid is asked of BTCPay Server
            itself.
          </ShownOnce>
        </>
      )}
    </>
  )
}
