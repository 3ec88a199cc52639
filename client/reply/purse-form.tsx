import { useState } from 'react'
import { onSubmit } from '#client/lib/form.ts'
import { type Purse, type PurseFound, useSetPurse } from '#client/reply/use-replies.ts'
import { say, t } from '#client/reply/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field, SelectField, TextField } from '#client/ui/field.tsx'
import { FormActions } from '#client/ui/form-actions.tsx'

type Props = {
  /** What is set up, whose secrets stay where none are given. */
  known: Purse | null
  onSet: (found: PurseFound | null) => void
  onCancel: () => void
}

/** Which wallet pays replies, and how much of it. */
export function PurseForm({ known, onSet, onCancel }: Props) {
  const set = useSetPurse()
  const [kind, choose] = useState<Purse['kind']>(known?.kind ?? 'nwc')
  const isKept = known?.kind === kind
  return (
    <form
      className="form"
      aria-label={t('The wallet for replies')}
      onSubmit={onSubmit((fields) =>
        set.mutate(
          {
            connection: fields.connection || null,
            lnd: fields.macaroon
              ? {
                  address: String(fields.address),
                  certificate: fields.certificate || null,
                  macaroon: fields.macaroon,
                }
              : null,
            daily_sats: Number(fields.daily_sats),
            ask_from_sats: Number(fields.ask_from_sats),
          },
          { onSuccess: ({ found }) => onSet(found) },
        ),
      )}
    >
      <SelectField
        label={t('What pays')}
        value={kind}
        onChange={(event) => choose(event.target.value === 'lnd' ? 'lnd' : 'nwc')}
      >
        <option value="nwc">{t('A wallet by Nostr Wallet Connect')}</option>
        <option value="lnd">{t('An LND node')}</option>
      </SelectField>
      {kind === 'nwc' ? <NwcFields isKept={isKept} /> : <LndFields known={isKept ? known : null} />}
      <TextField
        label={t('At most so many sats in 24 hours')}
        name="daily_sats"
        type="number"
        min={1}
        max={10_000_000}
        defaultValue={known?.daily_sats ?? 5_000}
        required
        hint={t('Fees count too.')}
      />
      <TextField
        label={t('Ask again from so many sats')}
        name="ask_from_sats"
        type="number"
        min={1}
        max={10_000_000}
        defaultValue={known?.ask_from_sats ?? 1_000}
        required
      />
      <ErrorNote error={set.error} />
      <FormActions
        submit={known ? t('Save') : t('Use this wallet')}
        busy={set.isPending}
        onCancel={onCancel}
      />
    </form>
  )
}

function NwcFields({ isKept }: { isKept: boolean }) {
  return (
    <TextField
      label={t('Connection secret')}
      name="connection"
      type="password"
      autoComplete="off"
      placeholder="nostr+walletconnect://…"
      required={!isKept}
      hint={
        isKept
          ? t('Empty: it stays.')
          : t(
              'From Alby Hub and others: an app of its own that may pay, with a budget in the wallet too. Kept sealed.',
            )
      }
    />
  )
}

function LndFields({ known }: { known: Purse | null }) {
  const [isNew, replace] = useState(known === null)
  if (!isNew)
    return (
      <p className="meta breaks">
        {t('{address} pays, by the macaroon that is kept.', { address: known?.address ?? '' })}{' '}
        <Button kind="quiet" onClick={() => replace(true)}>
          {t('Give another')}
        </Button>
      </p>
    )
  return (
    <>
      <TextField
        label={t('Address')}
        name="address"
        placeholder="mynode.local:10009"
        required
        defaultValue={known?.address ?? ''}
        hint={t('Of LND’s gRPC, port 10009 as a rule.')}
      />
      <TextField
        label={t('Macaroon')}
        name="macaroon"
        type="password"
        autoComplete="off"
        required
        hint={say(
          'In hex or base64: one that may send payments and look them up, and nothing else. On the node: {code}',
          {
            code: (
              <code className="breaks">
                lncli bakemacaroon uri:/routerrpc.Router/SendPaymentV2 uri:/routerrpc.Router/TrackPaymentV2
              </code>
            ),
          },
        )}
      />
      <Field
        label={t('Certificate')}
        optional
        hint={t(
          'The text of tls.cert. Leave it out only where the node’s certificate is one that browsers trust.',
        )}
      >
        {(props) => <textarea className="input" name="certificate" rows={3} autoComplete="off" {...props} />}
      </Field>
    </>
  )
}
