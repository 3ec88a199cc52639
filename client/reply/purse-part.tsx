import { useState } from 'react'
import { formatCount } from '#client/format/sats.ts'
import { PurseForm } from '#client/reply/purse-form.tsx'
import { PurseSays } from '#client/reply/purse-says.tsx'
import { type PurseFound, usePurse, useRemovePurse, useTestPurse } from '#client/reply/use-replies.ts'
import { t } from '#client/reply/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { TestResult } from '#client/ui/test-result.tsx'

/** The wallet that replies are paid from: off until an owner sets it up. */
export function PursePart() {
  const purse = usePurse()
  const remove = useRemovePurse()
  const test = useTestPurse()
  const [isOpen, open] = useState(false)
  const [found, note] = useState<PurseFound | null>(null)
  const [isAsking, ask] = useState(false)
  const known = purse.data?.purse ?? null
  const answer = test.isPending ? null : (test.data?.found ?? (test.data ? null : found))
  return (
    <Section title={t('Replies')} meta={t('Answering a boost with sats and words')}>
      <ErrorNote error={purse.error ?? remove.error ?? test.error} />
      {purse.isPending && <Skeleton rows={1} />}
      {purse.data && !known && !isOpen && (
        <Empty step={<Button onClick={() => open(true)}>{t('Set up a wallet for replies')}</Button>}>
          {t('Replies are off. They are paid from a wallet of their own, never from one that receives.')}
        </Empty>
      )}
      {known && !isOpen && (
        <div className="entry">
          <div className="row-words">
            <p className="row-name">
              {known.kind === 'lnd'
                ? t('LND at {address}', { address: known.address ?? '' })
                : t('Nostr Wallet Connect')}
            </p>
            <p className="meta">
              {t(
                '{spent} of {dailySats} sats spent in the last 24 hours · asks again from {askFromSats} sats',
                {
                  spent: formatCount(Math.ceil(known.spent_msat / 1000)),
                  dailySats: formatCount(known.daily_sats),
                  askFromSats: formatCount(known.ask_from_sats),
                },
              )}
            </p>
          </div>
          <div className="row-actions">
            <Button kind="quiet" busy={test.isPending} onClick={() => test.mutate()}>
              {test.isPending ? t('Testing') : t('Test')}
            </Button>
            <Button kind="quiet" onClick={() => open(true)}>
              {t('Change')}
            </Button>
            <Button kind="quiet" onClick={() => ask(true)}>
              {t('Remove')}
            </Button>
          </div>
        </div>
      )}
      {known && !isOpen && answer && <PurseSays found={answer} />}
      {known && !isOpen && test.data?.problem && (
        <TestResult ok={false} sentences={[test.data.problem]} step={test.data.next_step} />
      )}
      {isOpen && (
        <PurseForm
          known={known}
          onSet={(said) => {
            note(said)
            test.reset()
            open(false)
          }}
          onCancel={() => open(false)}
        />
      )}
      {isAsking && (
        <Confirm
          title={t('Forget the wallet for replies?')}
          yes={t('Forget it')}
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          {t(
            'No reply can be sent any more. End the connection in the wallet, too, or the macaroon in the node.',
          )}
        </Confirm>
      )}
    </Section>
  )
}
