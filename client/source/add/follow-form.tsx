import { type FormEvent, useRef, useState } from 'react'
import type { FollowedKind } from '#api/contract/source.ts'
import { readForm } from '#client/lib/form.ts'
import { ConnectionFields } from '#client/source/settings/connection-fields.tsx'
import { readSettings } from '#client/source/settings/read-settings.ts'
import { useAddSource, useTestSettings } from '#client/source/use-sources.ts'
import { t } from '#client/source/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { CheckField, TextField } from '#client/ui/field.tsx'
import { TestResult } from '#client/ui/test-result.tsx'
import { toast } from '#client/ui/toasts.tsx'

const NAMES: Record<FollowedKind, string> = {
  lnd: 'my-node',
  cln: 'my-node',
  nwc: 'my-wallet',
  lnbits: 'my-lnbits',
  phoenixd: 'my-phoenixd',
  alby: 'my-alby',
  btcpay: 'my-btcpay',
  zaprite: 'my-zaprite',
  nostr: 'nostr',
}

/** Takes what a source must be told, tries it, and follows it. */
export function FollowForm({ kind, onFollowed }: { kind: FollowedKind; onFollowed: () => void }) {
  const hasWallet = kind !== 'nostr'
  const form = useRef<HTMLFormElement>(null)
  const [isShows, setShows] = useState(false)
  const [isCounted, count] = useState(false)
  const test = useTestSettings()
  const add = useAddSource()
  const network = test.data?.network ?? null
  const isTest = network !== null && network !== 'mainnet'
  // Of other kinds, each payment's invoice says so.
  const isUnknown = kind === 'lnd' && test.data?.ok === true && network === null
  const settingsOf = (fields: Record<string, string>) => readSettings(kind, fields, { keep: false })
  const tryIt = () => {
    if (form.current?.reportValidity()) test.mutate({ kind, settings: settingsOf(readForm(form.current)) })
  }
  const follow = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = readForm(event.currentTarget)
    add.mutate(
      {
        kind,
        name: fields.name ?? '',
        wallet: fields.wallet || null,
        whose: !hasWallet ? null : isShows ? 'show' : 'shared',
        count_test_money: (isTest || isUnknown) && isCounted,
        settings: settingsOf(fields),
      },
      {
        onSuccess: ({ name }) => {
          toast(
            t('{name} is followed; {part} comes first', {
              name,
              part: hasWallet ? t('its history') : t('the past'),
            }),
          )
          onFollowed()
        },
      },
    )
  }
  return (
    <form className="form" ref={form} onSubmit={follow}>
      <ConnectionFields kind={kind} />
      <TextField
        label={t('Name')}
        name="name"
        required
        maxLength={200}
        defaultValue={NAMES[kind]}
        autoComplete="off"
        hint={hasWallet ? t('As it will be shown, and in exports') : t('As it will be shown')}
      />
      {hasWallet && (
        <>
          <TextField
            label={t('Wallet')}
            name="wallet"
            optional
            maxLength={200}
            autoComplete="off"
            hint={t('Only where another source reports on the same wallet: then that wallet’s name.')}
          />
          <CheckField
            label={t('Everything that it receives is the show’s')}
            checked={isShows}
            onChange={({ target }) => setShows(target.checked)}
            hint={t(
              'Otherwise only what has podcast metadata counts, or what fits a rule: friends, shop sales and rebalances stay out.',
            )}
          />
        </>
      )}
      <ErrorNote error={test.error ?? add.error} />
      {test.data && <TestResult {...test.data} />}
      {(isTest || isUnknown) && (
        <CheckField
          label={
            isUnknown ? t('Count its money, though it may be test money') : t('This is test money, count it')
          }
          checked={isCounted}
          onChange={({ target }) => count(target.checked)}
          hint={t('For trying Readout. Otherwise nothing of it is recorded.')}
        />
      )}
      <div className="row-actions">
        <Button busy={test.isPending} onClick={tryIt}>
          {test.isPending ? t('Testing') : hasWallet ? t('Test the connection') : t('Test the relays')}
        </Button>
        <Button kind="primary" type="submit" busy={add.isPending}>
          {hasWallet ? t('Follow this wallet') : t('Follow these relays')}
        </Button>
      </div>
    </form>
  )
}
