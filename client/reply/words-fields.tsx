import { CheckField, Field, TextField } from '#client/ui/field.tsx'

/** How much, and what is said with it. */
export function ReplyWords({ sats, message, hint }: { sats: number; message: string; hint?: string }) {
  return (
    <>
      <TextField
        label="Sats"
        name="sats"
        type="number"
        min={1}
        max={1_000_000}
        defaultValue={sats}
        required
        inputMode="numeric"
      />
      <Field label="Words" {...(hint ? { hint } : {})}>
        {(props) => (
          <textarea
            className="input"
            name="message"
            rows={3}
            maxLength={1000}
            defaultValue={message}
            {...props}
          />
        )}
      </Field>
      <CheckField
        label="Cut the words where the recipient takes fewer"
        hint="Some take 32 letters, some none. Else it is not sent, and says so."
        name="may_cut"
        defaultChecked
      />
    </>
  )
}
