import { t } from '#client/source/words.ts'
import '#client/style/shows.css'
import '#client/style/sources.css'
import { useLocation, useParams } from 'wouter'
import { SourceChoice } from '#client/source/add/source-choice.tsx'
import { SourceGuide } from '#client/source/add/source-guide.tsx'
import { SOURCE_KINDS, sourceKindOf } from '#client/source/add/source-kinds.ts'
import { Back } from '#client/ui/back.tsx'
import { Head } from '#client/ui/head.tsx'

/** How to bring payments in: the ways to choose from, or one of them step by step. */
export default function AddSourceScreen() {
  const way = sourceKindOf(useParams<{ kind?: string }>().kind)
  const [, navigate] = useLocation()
  const chosen = SOURCE_KINDS.find(({ kind }) => kind === way)
  return (
    <div className="column">
      <Back to={way ? '/sources/add' : '/sources'}>{way ? t('All sources') : t('Sources')}</Back>
      <Head
        title={chosen?.title ?? t('Add a source')}
        meta={chosen?.says ?? t('Where does the money arrive?')}
      />
      {way ? (
        <SourceGuide way={way} onFollowed={() => navigate('/sources')} />
      ) : (
        <SourceChoice base="/sources/add" />
      )}
    </div>
  )
}
