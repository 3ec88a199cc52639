import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SegmentJson } from '#api/contract/air/segment.ts'
import { t } from '#client/air/words.ts'
import { change } from '#client/lib/request.ts'
import { useShow } from '#client/show/use-shows.ts'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Of a public show: that what was read waits for its episode, and may be published at once. */
export function Unaired({ segment, mayEdit }: { segment: SegmentJson; mayEdit: boolean }) {
  const client = useQueryClient()
  const show = useShow(segment.show.slug).data
  const publish = useMutation({
    mutationFn: () => change('PATCH', '/segments/{id}', { id: segment.id, body: { aired: true } }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['segments'] })
      toast(t('What was read is public now'))
    },
    onError: (error) => toast(error.message),
  })
  if (!show?.public) return null
  return (
    <p className="air-actions">
      <span className="meta">
        {t('What was read here is not public yet: it waits for its episode in the feed.')}
      </span>
      {mayEdit && (
        <Button kind="quiet" busy={publish.isPending} onClick={() => publish.mutate()}>
          {t('Publish it now')}
        </Button>
      )}
    </p>
  )
}
