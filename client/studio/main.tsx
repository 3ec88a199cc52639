import '#client/style/studio.css'
import { createRoot } from 'react-dom/client'
import { language } from '#client/language/language.ts'
import { followTheme } from '#client/lib/preferences.ts'
import { LoadError } from '#client/studio/load-page.tsx'
import { startEarly } from '#client/studio/start-early.ts'
import { Studio } from '#client/studio/studio.tsx'

followTheme()
document.documentElement.lang = language
startEarly(location.pathname)
const place = document.getElementById('studio')
if (place) createRoot(place, { onCaughtError: report }).render(<Studio />)

/** A file that could not be had is told on the page; what else was caught is a fault of ours. */
function report(error: unknown): void {
  if (!(error instanceof LoadError)) console.error(error)
}
