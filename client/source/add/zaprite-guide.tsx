import { say, t } from '#client/source/words.ts'
/** What to copy from Zaprite. */
export function ZapriteGuide() {
  return (
    <ol className="steps">
      <li>
        {say(
          'In Zaprite, open {strong}, then {strong2}, in the organization that sells for the show, and make a key. Zaprite has none that can only read: Readout lists orders with it and nothing else, and keeps it sealed.',
          { strong: <strong>{t('Settings')}</strong>, strong2: <strong>{t('API')}</strong> },
        )}
      </li>
      <li>
        {t(
          'An order counts once it is paid in full. What was paid by card stays dollars or euros and stands beside the sats; what was paid in bitcoin is sats, with what it was priced at.',
        )}
      </li>
      <li>
        {say(
          'A page of your own that makes orders gives the boost its words by their metadata: {code}, {code2}, {code3}, {code4}, {code5}. Without them, the buyer’s name and the order’s label are shown.',
          {
            code: <code>message</code>,
            code2: <code>username</code>,
            code3: <code>podcastName</code>,
            code4: <code>episodeTitle</code>,
            code5: <code>episodeGuid</code>,
          },
        )}
      </li>
      <li>
        {t(
          'Bitcoin goes to a wallet of yours. Where Readout follows that wallet too, choose below that it is left out here, so that nothing is there twice.',
        )}
      </li>
    </ol>
  )
}
