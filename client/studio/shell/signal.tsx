import { t } from '#client/language/shared.ts'
import { useStore } from '#client/lib/store.ts'
import { isOffline } from '#client/live/hints.ts'
import { isOutdated } from '#client/studio/version.ts'
import { Button } from '#client/ui/button.tsx'

/** A small word at the top while the server cannot be heard. */
export function Signal() {
  const offline = useStore(isOffline)
  return (
    <p className="signal" role="status">
      {offline && <span className="chip warn">{t('offline')}</span>}
    </p>
  )
}

/** A line over the page once the service has another build than this page. */
export function NewVersion() {
  const outdated = useStore(isOutdated)
  return (
    <div className="new-version" role="status">
      {outdated && (
        <>
          {t('A new version is here.')}
          <Button kind="quiet" onClick={() => location.reload()}>
            {t('Reload')}
          </Button>
        </>
      )}
    </div>
  )
}
