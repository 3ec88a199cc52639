import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { addressOf, type Screen } from '#client/studio/screens.ts'

/** A link to a screen, marked where it or a page below it is shown. */
export function NavLink({ screen, children }: { screen: Screen; children?: ReactNode }) {
  const Badge = screen.badge
  const [path] = useLocation()
  const address = addressOf(screen)
  const isHere = path === address || path.startsWith(`${address}/`)
  return (
    <Link href={address} className="nav-link" {...(isHere ? { 'aria-current': 'page' } : {})}>
      <span>{children ?? screen.title}</span>
      {Badge && <Badge />}
    </Link>
  )
}
