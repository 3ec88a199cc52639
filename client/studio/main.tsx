import '#client/style/studio.css'
import { createRoot } from 'react-dom/client'
import { followTheme } from '#client/lib/preferences.ts'
import { startEarly } from '#client/studio/start-early.ts'
import { Studio } from '#client/studio/studio.tsx'

followTheme()
startEarly(location.pathname)
const place = document.getElementById('studio')
if (place) createRoot(place).render(<Studio />)
