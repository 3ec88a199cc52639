import { useRemoveTests, useSendTest } from '#client/show/posts/use-posts.ts'
import { say, t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Posts a boost of Readout's own to the show, as an app does. */
export function TestPost({ slug }: { slug: string }) {
  const test = useSendTest(slug)
  const remove = useRemoveTests(slug)
  const isSent = test.isSuccess && !remove.isSuccess
  return (
    <>
      {isSent && (
        <div className="test-result ok" role="status">
          <p>{t('It arrived, and was believed.')}</p>
          <p className="meta">
            {say(
              'It stands with the boosts that no wallet has received, as {name}, until you remove it or a day has passed.',
              { name: <bdi>{t('Readout test')}</bdi> },
            )}
          </p>
        </div>
      )}
      {remove.isSuccess && (
        <p className="meta" role="status">
          {t('The test is gone.')}
        </p>
      )}
      <ErrorNote error={test.error ?? remove.error} />
      <div className="row-actions">
        <Button
          busy={test.isPending}
          onClick={() => {
            remove.reset()
            test.mutate()
          }}
        >
          {test.isPending ? t('Sending') : t('Send a test')}
        </Button>
        {isSent && (
          <Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('Remove it')}
          </Button>
        )}
      </div>
    </>
  )
}
