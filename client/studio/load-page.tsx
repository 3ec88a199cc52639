import { Component, type ComponentType, lazy, type ReactNode } from 'react'
import { t } from '#client/language/shared.ts'
import { useStore } from '#client/lib/store.ts'
import { countUnsent } from '#client/lib/unsent.ts'
import { checkVersion, isOutdated, reloadOnce } from '#client/studio/version.ts'
import { Button } from '#client/ui/button.tsx'

/** A page's file could not be had: the network, or a build that is no more. */
export class LoadError extends Error {}

/**
 * A page whose file is loaded when it is first shown. Where that fails, or the page meets an error, it says so in its place, and
 * what surrounds it stays.
 */
export function loadPage(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const begin = () =>
    lazy(() =>
      load().catch((cause: unknown) => {
        throw new LoadError('A page did not load', { cause })
      }),
    )
  let Content = begin()
  const renew = () => {
    Content = begin()
  }
  return () => <PageBoundary onRetry={renew}>{() => <Content />}</PageBoundary>
}

type Props = { children: () => ReactNode; onRetry: () => void }
type State = { error: Error | null; tries: number }

class PageBoundary extends Component<Props, State> {
  override state: State = { error: null, tries: 0 }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidMount() {
    addEventListener('online', this.retry)
  }

  override componentWillUnmount() {
    removeEventListener('online', this.retry)
  }

  override async componentDidCatch(error: Error) {
    if (error instanceof LoadError && (await checkVersion())) reloadOnce()
  }

  retry = () => {
    const { error, tries } = this.state
    if (!(error instanceof LoadError)) return
    // Some browsers remember that a file could not be had until all is loaded anew.
    if (tries > 0 && navigator.onLine) return location.reload()
    this.props.onRetry()
    this.setState({ error: null, tries: tries + 1 })
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children()
    return error instanceof LoadError ? <NotLoaded onRetry={this.retry} /> : <Stopped />
  }
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  if (useStore(isOutdated)) return <Outdated />
  return (
    <div className="empty" role="alert">
      <h1>{t('This page did not load')}</h1>
      <p>{t('Its file could not be fetched. It is tried again by itself when the connection is back.')}</p>
      <p>
        <Button kind="primary" onClick={onRetry}>
          {t('Try again')}
        </Button>
      </p>
    </div>
  )
}

function Outdated() {
  return (
    <div className="empty" role="alert">
      <h1>{t('A new version is here')}</h1>
      <p>
        {countUnsent() > 0
          ? t('Some marks are not sent yet. Reload once they are, and the page opens in the new version.')
          : t('Reload, and the page opens in it.')}
      </p>
      <Reload />
    </div>
  )
}

function Stopped() {
  return (
    <div className="empty" role="alert">
      <h1>{t('This page has stopped')}</h1>
      <p>{t('Something on it went wrong. What was saved is safe.')}</p>
      <Reload />
    </div>
  )
}

function Reload() {
  return (
    <p>
      <Button kind="primary" onClick={() => location.reload()}>
        {t('Reload')}
      </Button>
    </p>
  )
}
