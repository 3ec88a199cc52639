import { useMutation } from '@tanstack/react-query'
import { forgetDevice } from '#client/lib/offline-store.ts'
import { ME, queryClient } from '#client/lib/query-client.ts'
import { change } from '#client/lib/request.ts'
import { keptMe } from '#client/person/kept-me.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'

/** Ends this session, or all of them. */
export function SignOut({ everywhere = false }: { everywhere?: boolean }) {
  const leave = useMutation({
    mutationFn: () => (everywhere ? change('DELETE', '/auth/sessions') : change('POST', '/auth/sign-out')),
    onSuccess: () => {
      keptMe.set(null)
      void forgetDevice()
      queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] })
      queryClient.setQueryData(ME, null)
    },
  })
  return (
    <>
      <ErrorNote error={leave.error} />
      <Button busy={leave.isPending} onClick={() => leave.mutate()}>
        {everywhere ? t('Sign out everywhere') : t('Sign out')}
      </Button>
    </>
  )
}
