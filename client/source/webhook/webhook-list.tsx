import { useState } from 'react'
import { formatAgoInSentence } from '#client/format/day.ts'
import { ChangeFields } from '#client/source/webhook/change-fields.tsx'
import {
  useRemoveWebhook,
  useRenewAddress,
  useWebhooks,
  type Webhook,
} from '#client/source/webhook/use-webhooks.ts'
import { say, t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { ShownOnce } from '#client/ui/shown-once.tsx'

/** The webhooks with an address of their own; nothing where there is none. */
export function WebhookList() {
  const list = useWebhooks()
  if (!list.data || list.data.length === 0) return null
  return (
    <Section title={t('Webhooks')} meta={t('Each with an address of its own')}>
      <ul className="entries" aria-label={t('Webhooks')}>
        {list.data.map((webhook) => (
          <Row key={webhook.name} webhook={webhook} />
        ))}
      </ul>
    </Section>
  )
}

function Row({ webhook }: { webhook: Webhook }) {
  const { name, wallet, came_at, problem } = webhook
  const [asking, ask] = useState<'renew' | 'remove' | null>(null)
  const [isOpen, open] = useState(false)
  const renew = useRenewAddress(name)
  const remove = useRemoveWebhook(name)
  return (
    <li className="entry">
      <div className="row-words">
        <p>
          <bdi className="row-name">{name}</bdi>
        </p>
        <p className="meta">
          {wallet !== name && <>{say('Wallet {wallet}', { wallet: <bdi>{wallet}</bdi> })} · </>}
          {came_at
            ? t('Something last came {ago}', { ago: formatAgoInSentence(came_at) })
            : t('Nothing came yet')}
        </p>
        {problem && (
          <div className="source-problem">
            <p>{t('The last that came could not be read: {problem}', { problem })}</p>
            <p className="meta">
              {t(
                'Where the service sends something else now, point at its fields anew: it is then read again.',
              )}
            </p>
          </div>
        )}
        {renew.data && (
          <ShownOnce
            label={t('The new address of {name}', { name })}
            secret={`${location.origin}${renew.data.path}`}
          >
            {t('The former one takes nothing any more. It is shown only now.')}
          </ShownOnce>
        )}
        <ErrorNote error={renew.error ?? remove.error} />
      </div>
      <div className="row-actions">
        <Button
          kind="quiet"
          aria-expanded={isOpen}
          aria-label={t('Fields of {name}', { name })}
          onClick={() => open(!isOpen)}
        >
          {t('Fields')}
        </Button>
        <Button
          kind="quiet"
          busy={renew.isPending}
          aria-label={t('New address for {name}', { name })}
          onClick={() => ask('renew')}
        >
          {t('New address')}
        </Button>
        <Button
          kind="quiet"
          busy={remove.isPending}
          aria-label={t('Remove {name}', { name })}
          onClick={() => ask('remove')}
        >
          {t('Remove')}
        </Button>
      </div>
      {isOpen && (
        <div className="row-form">
          <ChangeFields webhook={webhook} onDone={() => open(false)} />
        </div>
      )}
      {asking === 'renew' && (
        <Confirm
          title={t('A new address for {name}?', { name })}
          yes={t('Make a new one')}
          onYes={() => renew.mutate()}
          onClose={() => ask(null)}
        >
          {t('The present one takes nothing any more: give the new one to whoever sends.')}
        </Confirm>
      )}
      {asking === 'remove' && (
        <Confirm
          title={t('Remove {name}?', { name })}
          yes={t('Remove the webhook')}
          onYes={() => remove.mutate()}
          onClose={() => ask(null)}
        >
          {t('Its address takes nothing any more. The payments that came by it stay.')}
        </Confirm>
      )}
    </li>
  )
}
