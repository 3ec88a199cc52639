import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ShowJson } from '#api/contract/show.ts'
import { change } from '#client/lib/request.ts'
import { useMay } from '#client/person/use-me.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Keeps a provisional show, sets one aside or brings it back, or removes the demo. */
export function EndShow({ show }: { show: ShowJson }) {
  const patch = usePatchShow(show.slug)
  const back = () => patch.mutate({ set_aside: false })
  if (show.demo) return <EndDemo />
  return (
    <Section title={show.provisional ? 'Is this one of yours?' : 'Set aside'}>
      <div className="form">
        {!show.set_aside && (
          <p className="meta">
            A show that is set aside keeps its payments recorded; they count nowhere until you bring it back.
          </p>
        )}
        <div className="row-actions">
          {show.provisional && (
            <Button busy={patch.isPending} onClick={() => patch.mutate({ provisional: false })}>
              Keep this show
            </Button>
          )}
          {show.set_aside ? (
            <Button busy={patch.isPending} onClick={back}>
              Bring it back
            </Button>
          ) : (
            <Button
              kind="danger"
              busy={patch.isPending}
              onClick={() =>
                patch.mutate(
                  { set_aside: true },
                  { onSuccess: () => toast(`${show.title} is set aside`, back) },
                )
              }
            >
              Set this show aside
            </Button>
          )}
        </div>
        <ErrorNote error={patch.error} />
      </div>
    </Section>
  )
}

function EndDemo() {
  const [isAsking, ask] = useState(false)
  const [, navigate] = useLocation()
  const mayRemove = useMay('admin')
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => change('DELETE', '/demo'),
    onSuccess: () => {
      toast('The demo is gone')
      navigate('/boosts')
      return client.invalidateQueries()
    },
  })
  return (
    <Section title="The demo">
      <div className="form">
        <p className="meta">
          This show is a demo: it is in no export, no statement and no sum over all shows.
          {!mayRemove && ' The owner can remove it.'}
        </p>
        {mayRemove && (
          <Button kind="danger" busy={remove.isPending} onClick={() => ask(true)}>
            Remove the demo
          </Button>
        )}
        <ErrorNote error={remove.error} />
      </div>
      {isAsking && (
        <Confirm
          title="Remove the demo?"
          yes="Remove it"
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          Its show, wallets, boosts and supporters go. What is your own stays.
        </Confirm>
      )}
    </Section>
  )
}
