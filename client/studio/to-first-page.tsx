import { Redirect } from 'wouter'
import { firstPage } from '#client/person/first-page.ts'
import { useMe } from '#client/person/use-me.ts'

/** Goes on to the page that somebody's role begins with. */
export function ToFirstPage() {
  const me = useMe().data
  return me ? <Redirect to={firstPage(me)} replace /> : null
}
