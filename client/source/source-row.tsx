import { useState } from 'react'
import type { SourceJson } from '#api/contract/source.ts'
import { formatContact, formatKind, formatState } from '#client/source/format-source.ts'
import { RelayList } from '#client/source/relay-list.tsx'
import { SourceSettings } from '#client/source/settings/source-settings.tsx'
import { SourceActions } from '#client/source/source-actions.tsx'
import { SourceWebhook } from '#client/source/source-webhook.tsx'
import { UnreadList } from '#client/source/unread-list.tsx'
import { useTestSource } from '#client/source/use-sources.ts'
import { t } from '#client/source/words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Said } from '#client/ui/said.tsx'
import { TestResult } from '#client/ui/test-result.tsx'

function Whose({ source: { wallet, name, whose } }: { source: SourceJson }) {
  return (
    <>
      <bdi>{wallet === null || wallet === name ? '' : `${t('wallet {wallet},', { wallet })} `}</bdi>
      {whose === 'show' ? t('all of it the show’s') : t('shared: only what says so is the show’s')}
    </>
  )
}

/** One wallet that is followed: how it does, what is wrong and what to do, and what can be done. */
export function SourceRow({ source }: { source: SourceJson }) {
  const [isOpen, open] = useState(false)
  const test = useTestSource(source.name)
  const { words, tone } = formatState(source)
  return (
    <li className="entry">
      <div className="row-words">
        <p className="row-chips">
          <bdi className="row-name">{source.name}</bdi> <Chip tone={tone}>{words}</Chip>
        </p>
        <p className="meta">
          {formatKind(source.kind)} · {source.wallet === null ? t('words only') : <Whose source={source} />}
        </p>
        <p className="meta">{formatContact(source)}</p>
        {source.problem && (
          <div className="source-problem">
            <p>
              <Said>{source.problem}</Said>
            </p>
            <p className="meta">
              <Said>{source.next_step ?? ''}</Said>
            </p>
          </div>
        )}
        {source.relays && source.relays.length > 0 && <RelayList relays={source.relays} />}
        {source.network !== null && source.network !== 'mainnet' && (
          <div className="source-problem">
            <p>
              {t('Test money ({network}), worth nothing. {part}', {
                network: source.network,
                part: source.count_test_money
                  ? t('It is recorded, as you said.')
                  : t('None of it is recorded.'),
              })}
            </p>
            {!source.count_test_money && (
              <p className="meta">{t('For trying Readout, its settings can have it count.')}</p>
            )}
          </div>
        )}
        {source.kind === 'lnd' && source.network === null && source.state === 'connected' && (
          <p className="meta">
            {t(
              'It is not known whether this node’s money is real: its macaroon does not let Readout ask. One with info:read does.',
            )}
          </p>
        )}
        {source.webhook && <SourceWebhook name={source.name} toldAt={source.webhook.told_at} />}
        {source.untimed && (
          <p className="meta">
            {t(
              'This wallet does not say when it was paid: payments have the time at which Readout saw them first, and those of its past the time at which their invoice was made.',
            )}
          </p>
        )}
        {source.unread > 0 && <UnreadList source={source} />}
        {source.history && (
          <progress
            className="source-progress"
            value={source.history.listed}
            max={source.history.to_list}
            aria-label={t('How far the history of {name} is read', { name: source.name })}
          />
        )}
        <ErrorNote error={test.error} />
        {test.data && <TestResult {...test.data} />}
      </div>
      <SourceActions source={source} test={test} isOpen={isOpen} onOpen={() => open(!isOpen)} />
      {isOpen && (
        <div className="row-form">
          <SourceSettings source={source} onDone={() => open(false)} />
        </div>
      )}
    </li>
  )
}
