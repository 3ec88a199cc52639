import type { RecipientJson } from '#api/contract/feed.ts'
import { useLinkRecipient } from '#client/show/feed/use-feed.ts'
import { say, t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { useWallets } from '#client/wallet/use-wallets.ts'

type Props = { slug: string; recipients: RecipientJson[]; mayEdit: boolean }

/** Whom the value block pays, and which of them are wallets of ours: their shares then follow the feed. */
export function Recipients({ slug, recipients, mayEdit }: Props) {
  const link = useLinkRecipient(slug)
  const wallets = useWallets().data ?? []
  const decide = (recipient: RecipientJson, wallet: string | null) => {
    const { address, custom_key, custom_value } = recipient
    link.mutate({ address, custom_key, custom_value, wallet })
  }
  return (
    <div className="recipients">
      <h3 className="meta">{t('The value block pays')}</h3>
      <ul className="entries" aria-label={t('Recipients of the value block')}>
        {recipients.map((recipient) => {
          const { name, address, custom_value, share, fee, wallet, proposed_wallet } = recipient
          const label = name ?? address.slice(0, 16)
          return (
            <li className="entry" key={`${address} ${custom_value} ${name}`}>
              <div className="row-words">
                <bdi className="row-name">{label}</bdi> <span className="meta">{formatShare(share)}</span>
                {fee && <span className="meta"> {t('as a fee')}</span>}
                {mayEdit && wallet === null && proposed_wallet !== null && (
                  <p className="meta">
                    {say('By past boosts this is {proposedWallet}.', {
                      proposedWallet: <bdi>{proposed_wallet}</bdi>,
                    })}{' '}
                    <Button kind="quiet" onClick={() => decide(recipient, proposed_wallet)}>
                      {t('Say so')}
                    </Button>
                  </p>
                )}
              </div>
              {mayEdit ? (
                <select
                  className="input select small"
                  aria-label={t('Wallet of {label}', { label })}
                  value={wallet ?? ''}
                  onChange={({ target }) => decide(recipient, target.value || null)}
                >
                  <option value="">{t('none of ours')}</option>
                  {wallets.map((each) => (
                    <option key={each.name} value={each.name}>
                      {each.name}
                    </option>
                  ))}
                </select>
              ) : (
                <bdi className="meta">{wallet}</bdi>
              )}
            </li>
          )
        })}
      </ul>
      <ErrorNote error={link.error} />
    </div>
  )
}

function formatShare(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
