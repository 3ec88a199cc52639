import { queryClient } from '#client/lib/query-client.ts'
import { isOffline } from '#client/live/hints.ts'
import { keepAnswers } from '#client/studio/offline-answers.ts'
import { checkVersion, isOutdated, reloadOnce } from '#client/studio/version.ts'

/**
 * Has the browser keep the studio, so that it opens with the server gone: its files by the service worker, which plain http does
 * not have, and what its lists read last. Notices when the service has another build.
 */
export function keepOffline(): void {
  keepAnswers(queryClient)
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register('/studio/worker.js', { scope: '/studio/' }).catch(() => {})
  isOffline.subscribe(() => {
    if (isOffline.get()) return
    // What is shown may be of before.
    void queryClient.invalidateQueries()
    void checkVersion()
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void checkVersion()
    else if (isOutdated.get() && !location.pathname.startsWith('/studio/air/read')) reloadOnce()
  })
}
