import { createRoot } from 'react-dom/client'
import '#client/style/studio.css'
import { Studio } from '#client/studio/studio.tsx'

const place = document.getElementById('studio')
if (place) createRoot(place).render(<Studio />)
