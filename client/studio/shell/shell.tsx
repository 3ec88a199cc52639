import type { ReactNode } from 'react'
import { t } from '#client/language/shared.ts'
import { DemoNote } from '#client/show/demo-note.tsx'
import { Bar } from '#client/studio/shell/bar.tsx'
import { Sidebar } from '#client/studio/shell/sidebar.tsx'
import { NewVersion, Signal } from '#client/studio/shell/signal.tsx'

/** What surrounds every screen: the way around, and a word where the line is down. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className="shell">
      <a className="skip unseen" href="#content">
        {t('Skip to the content')}
      </a>
      <Sidebar />
      <div className="page">
        <Signal />
        <NewVersion />
        <DemoNote />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Bar />
    </div>
  )
}
