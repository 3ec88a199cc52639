import { t } from '#client/reply/words.ts'
import { CheckField, Field, TextField } from '#client/ui/field.tsx'

export type Words = { sats: number; message: string; may_cut: boolean }

/** What was filled in. */
export function readWords({ sats, message = '', may_cut }: Record<string, string>): Words {
  return { sats: Number(sats), message, may_cut: may_cut === 'on' }
}

/** How much, and what is said with it. */
export function ReplyWords({ sats, message, hint }: { sats: number; message: string; hint?: string }) {
  return (
    <>
      <TextField
        label={t('Sats')}
        name="sats"
        type="number"
        min={1}
        max={1_000_000}
        defaultValue={sats}
        required
        inputMode="numeric"
      />
      <Field label={t('Words')} {...(hint ? { hint } : {})}>
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
        label={t('Cut the words where the recipient takes fewer')}
        hint={t('Some take 32 letters, some none. Else it is not sent, and says so.')}
        name="may_cut"
        defaultChecked
      />
    </>
  )
}
