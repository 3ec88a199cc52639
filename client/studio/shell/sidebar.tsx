import { Link } from 'wouter'
import { inSentence } from '#client/language/in-sentence.ts'
import { t } from '#client/language/shared.ts'
import { NavLink } from '#client/studio/shell/nav-link.tsx'
import { useMyName, useScreens } from '#client/studio/shell/use-screens.ts'

/** The way around on a wide page. */
export function Sidebar() {
  return (
    <header className="sidebar">
      <Link href="/home" className="brand">
        Readout
      </Link>
      <nav aria-label={t('Main')}>
        <NavList />
      </nav>
    </header>
  )
}

/** All links; also what the narrow page's menu holds. */
export function NavList() {
  const main = useScreens('main')
  const settings = useScreens('settings')
  const mine = useScreens('me')
  const name = useMyName()
  return (
    <>
      <ul className="nav-list">
        {main.map((screen) => (
          <li key={screen.path}>
            <NavLink screen={screen} />
          </li>
        ))}
      </ul>
      <ul className="nav-list low">
        {settings.map((screen) => (
          <li key={screen.path}>
            <NavLink screen={screen} />
          </li>
        ))}
        {mine.map((screen) => (
          <li key={screen.path}>
            <NavLink screen={screen}>
              {name}
              <span className="unseen">, {inSentence(screen.title)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  )
}
