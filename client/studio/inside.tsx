import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { Route, Switch } from 'wouter'
import { t } from '#client/language/shared.ts'
import { useStore } from '#client/lib/store.ts'
import { isPlaying } from '#client/outgoing/alert/alert-state.ts'
import { ProveAgain } from '#client/person/factor/prove-dialog.tsx'
import { useMe } from '#client/person/use-me.ts'
import { DemoMark } from '#client/show/demo-note.tsx'
import { loadPage } from '#client/studio/load-page.tsx'
import { addressOf, type Screen, screens } from '#client/studio/screens.ts'
import { Shell } from '#client/studio/shell/shell.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const AlertPlayer = lazy(() => import('#client/outgoing/alert/alert-player.tsx'))

const pages = new Map(screens.map((screen) => [screen.path, loadPage(screen.load)]))

/** What is shown first comes before what is kept for later. */
const LATER_MS = 4_000

/** The screens behind the sign-in, each loaded when it is first opened. */
export function Inside() {
  const plays = useStore(isPlaying)
  useEffect(() => {
    const timer = setTimeout(keepLater, LATER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Suspense fallback={<Skeleton />}>
      <ProveAgain />
      {plays && (
        <Suspense>
          <AlertPlayer />
        </Suspense>
      )}
      <Switch>
        {screens.filter(({ bare }) => bare).map(routeOf)}
        <Route>
          <Shell>
            <Suspense fallback={<Skeleton />}>
              <Switch>
                {screens.filter(({ bare }) => !bare).map(routeOf)}
                <Route>
                  <Nothing />
                </Route>
              </Switch>
            </Suspense>
          </Shell>
        </Route>
      </Switch>
    </Suspense>
  )
}

let isKept = false

async function keepLater(): Promise<void> {
  if (isKept) return
  isKept = true
  try {
    const { keepOffline } = await import('#client/studio/keep-offline.ts')
    keepOffline()
  } catch {
    // Tried again when the line is back.
    isKept = false
    addEventListener('online', keepLater, { once: true })
  }
}

function routeOf(screen: Screen) {
  return (
    <Route key={screen.path} path={screen.path}>
      {screen.bare && <DemoMark />}
      <Page screen={screen} page={pages.get(screen.path)} />
    </Route>
  )
}

function Page({ screen, page: Content }: { screen: Screen; page: ComponentType | undefined }) {
  const may = useMe().data?.may.includes(screen.may)
  useTitle(screen.title)
  if (!may || !Content) {
    const refusal = (
      <Empty>{t('This page is for people with other rights. Ask the owner if you need it.')}</Empty>
    )
    return screen.bare ? <main className="alone">{refusal}</main> : refusal
  }
  return <Content key={addressOf(screen)} />
}

function Nothing() {
  useTitle(t('Not found'))
  return (
    <Empty
      step={
        <a className="button primary" href="/studio/home">
          {t('Go to the first page')}
        </a>
      }
    >
      {t('There is no page at this address.')}
    </Empty>
  )
}

function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Readout`
  }, [title])
}
