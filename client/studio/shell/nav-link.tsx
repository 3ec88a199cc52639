import type { ReactNode } from 'react'
import { Link, useRoute } from 'wouter'
import { addressOf, type Screen } from '#client/studio/screens.ts'

/** A link to a screen, marked where it is the one shown. */
export function NavLink({ screen, children }: { screen: Screen; children?: ReactNode }) {
  const Badge = screen.badge
  const [isHere] = useRoute(screen.path)
  return (
    <Link href={addressOf(screen)} className="nav-link" {...(isHere ? { 'aria-current': 'page' } : {})}>
      <span>{children ?? screen.title}</span>
      {Badge && <Badge />}
    </Link>
  )
}
