import type { ShowJson } from '#api/contract/show.ts'
import { useMay } from '#client/person/use-me.ts'
import { usePatchShow } from '#client/show/use-change-show.ts'
import { useLeaveDemo } from '#client/show/use-leave-demo.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { toast } from '#client/ui/toasts.tsx'

/** Keeps a provisional show, sets one aside or brings it back, or removes the demo. */
export function EndShow({ show }: { show: ShowJson }) {
  const patch = usePatchShow(show.slug)
  const back = () => patch.mutate({ set_aside: false })
  if (show.demo) return <EndDemo />
  return (
    <Section title={show.provisional ? t('Is this one of yours?') : t('Set aside')}>
      <div className="form">
        {!show.set_aside && (
          <p className="meta">
            {t(
              'A show that is set aside keeps its payments recorded; they count nowhere until you bring it back.',
            )}
          </p>
        )}
        <div className="row-actions">
          {show.provisional && (
            <Button busy={patch.isPending} onClick={() => patch.mutate({ provisional: false })}>
              {t('Keep this show')}
            </Button>
          )}
          {show.set_aside ? (
            <Button busy={patch.isPending} onClick={back}>
              {t('Bring it back')}
            </Button>
          ) : (
            <Button
              kind="danger"
              busy={patch.isPending}
              onClick={() =>
                patch.mutate(
                  { set_aside: true },
                  { onSuccess: () => toast(t('{title} is set aside', { title: show.title }), back) },
                )
              }
            >
              {t('Set this show aside')}
            </Button>
          )}
        </div>
        <ErrorNote error={patch.error} />
      </div>
    </Section>
  )
}

function EndDemo() {
  const mayRemove = useMay('admin')
  const leave = useLeaveDemo()
  return (
    <Section title={t('The demo')}>
      <div className="form">
        <p className="meta">
          {t(
            'This show is a demo: it is in no sum over all shows and in nobody’s books but its own, which say so.{part}',
            {
              part: mayRemove
                ? ` ${t('Its show, wallets, boosts and supporters go. What is your own stays.')}`
                : ` ${t('The owner can remove it.')}`,
            },
          )}
        </p>
        {mayRemove && (
          <Button kind="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
            {t('Leave the demo')}
          </Button>
        )}
        <ErrorNote error={leave.error} />
      </div>
    </Section>
  )
}
