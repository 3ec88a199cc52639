import { type ComponentType, useEffect, useEffectEvent, useState } from 'react'
import { t } from '#client/language/shared.ts'
import { toast } from '#client/ui/toasts.tsx'

/** What the page itself needs comes first. */
const LATER_MS = 3_000

/** A dialog whose code comes a moment after the page, which opens sooner for it. Where it cannot be had, that is said, and it closes. */
export function lazyDialog<Props extends { onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | null = null
  const loadOnce = () => {
    loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    })
    return loading
  }
  setTimeout(() => loadOnce().catch(() => {}), LATER_MS)
  return function LazyDialog(props: Props) {
    const [Content, show] = useState<ComponentType<Props> | null>(null)
    const fail = useEffectEvent(() => {
      toast(t('That could not be loaded. Check the connection, then try again.'))
      props.onClose()
    })
    useEffect(() => {
      loadOnce().then(
        (loaded) => show(() => loaded),
        () => fail(),
      )
    }, [])
    return Content && <Content {...props} />
  }
}
