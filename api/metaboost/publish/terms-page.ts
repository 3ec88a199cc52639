import type { PublicSettingsJson } from '#api/contract/public.ts'
import { type Words, wordsIn } from '#api/language/words.ts'
import type { OpenShow } from '#api/metaboost/show/find-open-shows.ts'
import { html } from '#api/page/html.ts'
import type { Page } from '#api/public/page/layout.ts'

/** What happens to words that listeners send with a boost, for whoever presses the button in an app. */
export function termsPage(show: OpenShow, settings: PublicSettingsJson): Page {
  const words = wordsIn(settings.language)
  const { t, say, language } = words
  const title = html`<bdi>${show.title}</bdi>`
  return {
    title: `${t('terms.title')} · ${show.title}`,
    language,
    description: t('terms.describe', { title: show.title }),
    listed: false,
    canonical: null,
    show: show.slug,
    main: html`
    <main class="public terms" id="content">
      <header>
        <p class="kicker">${title}</p>
        <h1>${t('terms.title')}</h1>
        <p class="lead">${t('terms.lead')}</p>
      </header>
      <section><h2>${t('terms.who')}</h2>
        <p>${say('terms.who.hosts', { title })}</p>
        <p>${published(show, settings, words)}</p>
      </section>
      <section><h2>${t('terms.kept')}</h2>
        <p>${t('terms.kept.what')}</p>
        <p>${t('terms.kept.ask')}</p>
      </section>
      <section><h2>${t('terms.not')}</h2>
        <p>${t('terms.not.payment')}</p>
        <p>${t('terms.not.promised')}</p>
      </section>
      <section><h2>${t('terms.runs')}</h2>
        <p>${t('terms.runs.show')}</p>
      </section>
    </main>`,
  }
}

/** What of it strangers see, as the show has set it. */
function published(
  { is_public }: OpenShow,
  { messages, names, amounts }: PublicSettingsJson,
  { t }: Words,
): string {
  if (!is_public || messages === 'never') return t('terms.nothing-public')
  return t('terms.public', { when: messages, names: names ? 'yes' : 'no', amounts })
}
