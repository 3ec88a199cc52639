import { t } from '#client/publish/words.ts'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { Section } from '#client/ui/head.tsx'

/** The badge, to put on the show's own site. */
export function BadgeSection({ slug }: { slug: string }) {
  const page = `${location.origin}/s/${slug}`
  const code = `<a href="${page}"><img src="${page}/badge.svg" alt="Support for the show"></a>`
  return (
    <Section title={t('Badge for your site')} meta={t('Its numbers update by themselves')}>
      <p className="form">
        <img src={`/s/${slug}/badge.svg`} alt={t('The badge as it is now')} height={28} />
      </p>
      <pre className="raw">{code}</pre>
      <p className="row-actions spaced">
        <CopyButton text={code}>{t('Copy the code')}</CopyButton>
        <CopyButton text={`${location.origin}/api/v1/public/shows/${slug}`}>
          {t('Copy the data’s address')}
        </CopyButton>
      </p>
    </Section>
  )
}
