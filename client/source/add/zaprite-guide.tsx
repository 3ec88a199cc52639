/** What to copy from Zaprite. */
export function ZapriteGuide() {
  return (
    <ol className="steps">
      <li>
        In Zaprite, open <strong>Settings</strong>, then <strong>API</strong>, in the organization that sells
        for the show, and make a key. Zaprite has none that can only read: Readout lists orders with it and
        nothing else, and keeps it sealed.
      </li>
      <li>
        An order counts once it is paid in full. What was paid by card stays dollars or euros and stands
        beside the sats; what was paid in bitcoin is sats, with what it was priced at.
      </li>
      <li>
        A page of your own that makes orders gives the boost its words by their metadata: <code>message</code>
        , <code>username</code>, <code>podcastName</code>, <code>episodeTitle</code>, <code>episodeGuid</code>
        . Without them, the buyer’s name and the order’s label are shown.
      </li>
      <li>
        Bitcoin goes to a wallet of yours. Where Readout follows that wallet too, choose below that it is left
        out here, so that nothing is there twice.
      </li>
    </ol>
  )
}
