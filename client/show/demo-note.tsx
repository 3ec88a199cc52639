import { Link, useLocation, useSearchParams } from 'wouter'
import { useStore } from '#client/lib/store.ts'
import { useMay } from '#client/person/use-me.ts'
import { lastShow } from '#client/show/last-show.ts'
import { useLeaveDemo } from '#client/show/use-leave-demo.ts'
import { useShows } from '#client/show/use-shows.ts'
import { say, t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'

/** On every screen that shows the demo: that it is one, and the way out of it. */
export function DemoNote() {
  const { isDemo, isAll } = useDemo()
  const mayLeave = useMay('admin')
  const [path] = useLocation()
  const leave = useLeaveDemo()
  if (!isDemo) return null
  return (
    <aside className="demo-note" aria-label={t('Demo')}>
      <p className="demo-words">
        {say('{strong} This show, its listeners and their money are made up. {part}', {
          strong: <strong>{t('Demo.')}</strong>,
          part: (
            <span className="demo-more">
              {mayLeave
                ? t('Leaving it removes all of that, and nothing of yours.')
                : t('The owner can remove it.')}
            </span>
          ),
        })}
      </p>
      {mayLeave && (
        <p className="row-actions">
          {isAll && !path.startsWith('/start') && (
            <Link className="button" href="/start">
              {t('Add your own show')}
            </Link>
          )}
          <Button kind="quiet" busy={leave.isPending} onClick={() => leave.mutate()}>
            {leave.isPending ? t('Leaving the demo') : t('Leave the demo')}
          </Button>
        </p>
      )}
    </aside>
  )
}

/** The same in a word, where a screen has no room for more. */
export function DemoMark() {
  return useDemo().isDemo ? <p className="demo-mark chip">{t('demo')}</p> : null
}

/** Whether what is shown is the demo: there is nothing else, or it is the show that was chosen. */
function useDemo(): { isDemo: boolean; isAll: boolean } {
  const shows = (useShows().data ?? []).filter(({ set_aside }) => !set_aside)
  const [path] = useLocation()
  const [search] = useSearchParams()
  const last = useStore(lastShow)
  const own = shows.filter(({ demo }) => !demo)
  const isAll = shows.length > 0 && own.length === 0
  const slug = search.get('show') ?? /^\/shows\/([^/]+)/.exec(path)?.[1] ?? last
  return { isDemo: isAll || shows.some((show) => show.demo && show.slug === slug), isAll }
}
