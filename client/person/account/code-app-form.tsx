import { encode } from 'uqr'
import { onSubmit } from '#client/lib/form.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'

type Props = {
  app: { uri: string; secret: string }
  isBusy: boolean
  error: unknown
  onCode: (code: string) => void
}

/** What an app for codes scans, and the first code of it. */
export function CodeAppForm({ app: { uri, secret }, isBusy, error, onCode }: Props) {
  const { data, size } = encode(uri, { border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return (
    <form className="form" onSubmit={onSubmit(({ code = '' }) => onCode(code))}>
      <p>Scan this with the app, or type the letters below it.</p>
      <svg
        className="code-app"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label="The secret as a QR code"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <code className="breaks">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      <TextField
        label="The code that it shows now"
        name="code"
        required
        inputMode="numeric"
        pattern="[0-9 ]{6,7}"
        autoComplete="one-time-code"
      />
      <ErrorNote error={error} />
      <Button kind="primary" type="submit" busy={isBusy}>
        It works
      </Button>
    </form>
  )
}
