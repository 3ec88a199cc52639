import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { t } from '#client/language/shared.ts'
import { NavLink } from '#client/studio/shell/nav-link.tsx'
import { NavList } from '#client/studio/shell/sidebar.tsx'
import { useScreens } from '#client/studio/shell/use-screens.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'

/** The way around on a narrow page: the first screens at the thumb, the others behind a button. */
export function Bar() {
  const [isOpen, open] = useState(false)
  const [path] = useLocation()
  const first = useScreens('main').slice(0, 3)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link was followed, so the menu has done its work
  useEffect(() => open(false), [path])
  return (
    <>
      <nav className="bar" aria-label={t('Main, short')}>
        {first.map((screen) => (
          <NavLink key={screen.path} screen={screen} />
        ))}
        <Button kind="quiet" aria-haspopup="dialog" onClick={() => open(true)}>
          {t('More')}
        </Button>
      </nav>
      {isOpen && (
        <Dialog title="Readout" kind="side" onClose={() => open(false)}>
          <NavList />
        </Dialog>
      )}
    </>
  )
}
