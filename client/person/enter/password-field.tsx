import { type ComponentProps, useState } from 'react'
import { inSentence } from '#client/language/in-sentence.ts'
import { t } from '#client/person/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'

/** The server has the last word on what a good password is; this much is known here. */
const PASSWORD_LENGTH = 12

type Props = ComponentProps<'input'> & { label?: string; isNew?: boolean }

/** A password, which can be looked at while it is typed. */
export function PasswordField({ label = t('Password'), isNew = false, ...input }: Props) {
  const [isShown, show] = useState(false)
  const rules = isNew
    ? { autoComplete: 'new-password', minLength: PASSWORD_LENGTH }
    : { autoComplete: 'current-password' }
  return (
    <Field
      label={label}
      hint={
        isNew
          ? t('At least {least} characters; a few words in a row are good.', {
              least: PASSWORD_LENGTH,
            })
          : undefined
      }
    >
      {(props) => (
        <div className="with-button">
          <input
            className="input"
            name="password"
            type={isShown ? 'text' : 'password'}
            required
            {...rules}
            {...input}
            {...props}
          />
          <Button
            aria-pressed={isShown}
            aria-label={t('Show {label}', { label: inSentence(label) })}
            onClick={() => show(!isShown)}
          >
            {isShown ? t('Hide') : t('Show')}
          </Button>
        </div>
      )}
    </Field>
  )
}
