import { t } from '#client/publish/words.ts'
import '#client/style/shows.css'
import '#client/style/sources.css'
import { PublishShow } from '#client/publish/publish-show.tsx'
import { NoShow } from '#client/show/no-show.tsx'
import { useKeptShow } from '#client/show/use-kept-show.ts'
import { Head } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** What listeners may see of a show's support. */
export default function PublishScreen() {
  const { slug, shows, isKnown, choose } = useKeptShow()
  const show = shows.find((one) => one.slug === slug)
  if (!show)
    return isKnown ? (
      <>
        <Head title={t('Public page')} />
        <NoShow>
          {t('What listeners see of your show’s support is chosen here, once there is a show of yours.')}
        </NoShow>
      </>
    ) : (
      <Skeleton />
    )
  return (
    <div className="column">
      <Head title={t('Public page')} meta={show.title}>
        {shows.length > 1 && (
          <select
            className="input select"
            aria-label={t('Show')}
            value={show.slug}
            onChange={({ target }) => choose(target.value)}
          >
            {shows.map(({ slug: one, title }) => (
              <option key={one} value={one}>
                {title}
              </option>
            ))}
          </select>
        )}
        {show.public && (
          <a className="button plain" href={`/s/${show.slug}`} target="_blank" rel="noreferrer">
            {t('Open the page ↗')}
          </a>
        )}
      </Head>
      <PublishShow key={show.slug} show={show} />
    </div>
  )
}
