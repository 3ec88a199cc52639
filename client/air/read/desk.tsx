import { useEffect } from 'react'
import type { PressAction } from '#api/contract/air/desk.ts'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { formatPresent } from '#client/air/desk/present.ts'
import { seeCue, seenCue } from '#client/air/desk/see-cue.ts'
import { usePresence } from '#client/air/desk/use-presence.ts'
import { t } from '#client/air/words.ts'
import { useStore } from '#client/lib/store.ts'
import { Button } from '#client/ui/button.tsx'

type Props = {
  segment: SegmentJson
  /** Whether another device leads this one. */
  isLed: boolean
  actions: Record<PressAction, () => void>
  /** Told who else is there, in words. */
  onOthers: (words: string) => void
}

/** What comes from the other screens: who is there, a producer's line, and the buttons of a remote. */
export function Desk({ segment, isLed, actions, onOthers }: Props) {
  const present = usePresence(segment.id, isLed ? 'follows' : 'reads', {
    onPress: (action) => actions[action](),
  })
  const words = formatPresent(present)
  useEffect(() => onOthers(words), [words, onOthers])
  const seen = useStore(seenCue)
  const { cue = null } = segment
  if (!cue || cue.id === seen) return null
  return (
    <div className="reading-cue" role="alert">
      <p>
        <bdi>{cue.text}</bdi> <span className="meta">{cue.person}</span>
      </p>
      <Button onClick={() => seeCue(segment)}>{t('Seen')}</Button>
    </div>
  )
}
