import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useMay, useMayForAll } from '#client/person/use-me.ts'
import { useShows } from '#client/show/use-shows.ts'
import { say, t } from '#client/show/words.ts'
import { Empty } from '#client/ui/empty.tsx'

/**
 * A page that is about a show, before there is one: the way to it, or the question whether one that payments named is theirs.
 * @param children what will be here then
 */
export function NoShow({ children }: { children: ReactNode }) {
  const asked = useShows().data?.find(({ provisional }) => provisional)
  const [mayEdit, mayAdd, maySetUp] = [useMay('edit'), useMayForAll('edit'), useMay('admin')]
  if (asked)
    return (
      <Empty
        step={
          mayEdit && (
            <Link className="button primary" href="/needs-look">
              {t('Say whether it is yours')}
            </Link>
          )
        }
      >
        {children}{' '}
        {say('Payments have named {title}: keep it, if it is.', { title: <bdi>{asked.title}</bdi> })}
      </Empty>
    )
  return (
    <Empty
      step={
        mayAdd && (
          <Link className="button primary" href={maySetUp ? '/start/show' : '/shows?add=1'}>
            {t('Add your show')}
          </Link>
        )
      }
    >
      {children} {!mayAdd && t('A host of all shows can add it.')}
    </Empty>
  )
}
