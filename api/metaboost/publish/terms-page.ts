import type { PublicSettingsJson } from '#api/contract/public.ts'
import type { OpenShow } from '#api/metaboost/show/find-open-shows.ts'
import { html } from '#api/page/html.ts'
import type { Page } from '#api/public/page/layout.ts'

/** What happens to words that listeners send with a boost, for whoever presses the button in an app. */
export function termsPage(show: OpenShow, settings: PublicSettingsJson): Page {
  return {
    title: `Words sent with a boost · ${show.title}`,
    // Apps show it beside their button in words of their own; a show's language is for its pages.
    language: 'en',
    description: `What happens to what you write to ${show.title}.`,
    listed: false,
    canonical: null,
    show: show.slug,
    main: html`
    <main class="public terms" id="content">
      <header>
        <p class="kicker"><bdi>${show.title}</bdi></p>
        <h1>Words sent with a boost</h1>
        <p class="lead">When you boost this show, your podcast app may post your message here. This page says what becomes of it.</p>
      </header>
      <section><h2>Who reads it</h2>
        <p>The hosts of <bdi>${show.title}</bdi>, and whoever helps them with the show. They may read your name, your message and your amount
          aloud, in a recording that stays public for as long as its copies exist. Send nothing that you would not say in public.</p>
        <p>${published(show, settings)}</p>
      </section>
      <section><h2>What is kept</h2>
        <p>What your app sends: the name that you gave it, an id by which it knows you, your message, the amount, the episode and the position in it,
          the app’s own name and version, and when it came. It stays with the show’s records of its support. Readout counts addresses of devices
          for a minute, to hold back floods, and keeps none with a message; the server that it runs on may write logs of its own.</p>
        <p>Ask the hosts if you want something hidden or corrected. What was read on air they cannot take back.</p>
      </section>
      <section><h2>What it is not</h2>
        <p>A message is no payment and no receipt. What was paid is what arrived in the show’s wallets; until then your boost stands apart, and counts in no
          total. The hosts need not read it, may hide it, and may block whoever sends it.</p>
        <p>Nothing is promised for a message: not that it is read, not that it is kept, not that this address is always there.</p>
      </section>
      <section><h2>Who runs this</h2>
        <p>The show itself, or someone for it, with the program Readout. Its makers do not see your message. Your app has terms of its own.</p>
      </section>
    </main>`,
  }
}

/** What of it strangers see, as the show has set it. */
function published({ is_public }: OpenShow, { messages, names, amounts }: PublicSettingsJson): string {
  if (!is_public || messages === 'never') return 'The show publishes no messages on its page here.'
  const when = messages === 'at_once' ? 'as soon as the money has arrived' : 'once it was read on air'
  const who = names ? 'with your name' : 'without your name'
  const how = { exact: 'the amount', rounded: 'the amount, rounded', none: 'no amount' }[amounts]
  return `The show also publishes your message on its page here ${when}, ${who} and with ${how}.`
}
