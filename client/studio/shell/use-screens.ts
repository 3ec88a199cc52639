import { useMe } from '#client/person/use-me.ts'
import { type Screen, screens } from '#client/studio/screens.ts'

/** The screens that this person may open, by where their links are. */
export function useScreens(nav: Screen['nav']): Screen[] {
  const may = useMe().data?.may ?? []
  return screens.filter((screen) => screen.nav === nav && may.includes(screen.may))
}

/** What to call the one who is signed in. */
export function useMyName(): string {
  const me = useMe().data
  if (!me) return ''
  return me.name ?? (me.kind === 'person' ? (me.email.split('@')[0] ?? me.email) : 'key')
}
