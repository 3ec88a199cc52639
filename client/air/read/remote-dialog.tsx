import { deviceId } from '#client/air/store/device.ts'
import { t } from '#client/air/words.ts'
import { withParams } from '#client/lib/request.ts'
import { CopyButton } from '#client/ui/copy-button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'

/** How a phone becomes the remote of this reading view: its address, to be scanned or copied. */
export function RemoteDialog({ show, onClose }: { show: string; onClose: () => void }) {
  const address = `${location.origin}/studio${withParams('/air/remote', { show, screen: deviceId })}`
  return (
    <Dialog title={t('A phone as a remote')} onClose={onClose}>
      <p>{t('Scan this with the phone, and sign in there: it has the buttons of this page.')}</p>
      <QrCode className="remote-code" text={address} label={t('The address as a QR code')} />
      <p className="remote-address">
        <a href={address} target="_blank" rel="noreferrer">
          {address}
        </a>
      </p>
      <CopyButton text={address}>{t('Copy the address')}</CopyButton>
      {/^(localhost|127\.|\[::1\])/.test(location.hostname) && (
        <p className="note">
          {t(
            'This page is open at {hostname}, which a phone cannot reach. Open Readout by its address in your network first.',
            { hostname: location.hostname },
          )}
        </p>
      )}
    </Dialog>
  )
}
