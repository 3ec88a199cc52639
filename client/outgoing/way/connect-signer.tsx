import { useMutation, useQuery } from '@tanstack/react-query'
import { type MouseEvent, useState } from 'react'
import { change } from '#client/lib/request.ts'
import { say, t } from '#client/outgoing/words.ts'
import { Button } from '#client/ui/button.tsx'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'

/** Shows a signer where it comes to Readout, and waits for it; once it came, the form has it as `signer`. */
export function ConnectSigner({ relays }: { relays: readonly string[] }) {
  const [over, choose] = useState<string | null>(null)
  const invite = useMutation({
    mutationFn: (own_network: string | null) =>
      change('POST', '/ways-out/signers', { body: { relays: [...relays].slice(0, 5), own_network } }),
    onSuccess: () => choose(relays.join(' ')),
  })
  const shown = invite.data?.invite ?? ''
  const came = useQuery({
    queryKey: ['signer', shown],
    queryFn: () => change('POST', '/ways-out/signers/wait', { body: { invite: shown } }),
    enabled: shown !== '',
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
    // Each request waits for it a while.
    refetchInterval: ({ state }) => (state.data?.signer || state.error ? false : 200),
  })
  const begin = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    const own = currentTarget.form ? new FormData(currentTarget.form).get('own') : null
    invite.mutate(typeof own === 'string' ? own : null)
  }
  if (came.data?.signer)
    return (
      <p className="hint" role="status">
        <input type="hidden" name="signer" value={came.data.signer} />
        {say('It came, and signs as {npub}.', { npub: <bdi className="breaks">{came.data.npub}</bdi> })}
      </p>
    )
  return (
    <>
      <p>
        <Button busy={invite.isPending} disabled={relays.length === 0} onClick={begin}>
          {invite.data ? t('Show another code') : t('Show a code to the signer')}
        </Button>
      </p>
      <ErrorNote error={invite.error ?? came.error} />
      {invite.data && !came.error && (
        <>
          <QrCode
            className="signer-code"
            text={invite.data.address}
            label={t('The address for the signer as a QR code')}
          />
          <p className="hint breaks mono">{invite.data.address}</p>
          <p>
            <CopyButton text={invite.data.address} />
          </p>
          <p className="hint" role="status">
            {over === relays.join(' ')
              ? t('Scan it with the signer, or copy the address into it. Readout waits for it.')
              : t('The relays are others by now: show another code.')}
          </p>
        </>
      )}
    </>
  )
}
