import type { ReactNode } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { withParams } from '#client/lib/request.ts'
import { useMe } from '#client/person/use-me.ts'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Lets in who is signed in, and sends everyone else to the sign-in, to come back here after it. */
export function Gate({ children }: { children: ReactNode }) {
  const me = useMe()
  const [path] = useLocation()
  const search = useSearch()
  if (me.data?.kind === 'person' && me.data.lacks_factor && path !== '/account')
    return <Redirect to="/account" replace />
  if (me.data) return children
  if (me.data === null) {
    const here = search ? `${path}?${search}` : path
    return (
      <Redirect
        to={withParams('/sign-in', { next: here === '/home' || here === '/' ? null : here })}
        replace
      />
    )
  }
  if (!me.error) return <Skeleton />
  return (
    <main className="alone">
      <ErrorNote error={me.error} onRetry={() => me.refetch()} />
    </main>
  )
}
