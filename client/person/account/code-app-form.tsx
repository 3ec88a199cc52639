import { onSubmit } from '#client/lib/form.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'

type Props = {
  app: { uri: string; secret: string }
  isBusy: boolean
  error: unknown
  onCode: (code: string) => void
}

/** What an app for codes scans, and the first code of it. */
export function CodeAppForm({ app: { uri, secret }, isBusy, error, onCode }: Props) {
  return (
    <form className="form" onSubmit={onSubmit(({ code = '' }) => onCode(code))}>
      <p>{t('Scan this with the app, or type the letters below it.')}</p>
      <QrCode className="code-app" text={uri} label={t('The secret as a QR code')} />
      <code className="breaks">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      <TextField
        label={t('The code that it shows now')}
        name="code"
        required
        inputMode="numeric"
        pattern="[0-9 ]{6,7}"
        autoComplete="one-time-code"
      />
      <ErrorNote error={error} />
      <Button kind="primary" type="submit" busy={isBusy}>
        {t('It works')}
      </Button>
    </form>
  )
}
