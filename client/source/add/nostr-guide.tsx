import { Link } from 'wouter'
import { say, t } from '#client/source/words.ts'

/** What comes from Nostr, what does not, and what a show has to have for it. */
export function NostrGuide() {
  return (
    <ol className="steps">
      <li>
        {say(
          'Fountain, BoostMeBitch and other apps post boosts on Nostr, a network of relays that anybody may read. Readout asks relays for what names your {link} and their episodes by their guids: the shows that you keep, once their feeds are read. There is nothing to log in to.',
          { link: <Link href="/shows">{t('shows')}</Link> },
        )}
      </li>
      <li>
        {t(
          'A post is words, and no money. Where a wallet of yours received the boost, it gains the words, the sender and the episode that the payment lacked. Where none did, the boost is listed as not seen in a wallet, and is in no total.',
        )}
      </li>
      <li>
        {t(
          'Zaps count as said by the sender where the server of your own Lightning address signed the receipt. Give the show’s own key below, so that they are found.',
        )}
      </li>
      <li>{t('What somebody takes back before you have read it is not shown any more.')}</li>
    </ol>
  )
}
