import { type ComponentProps, useState } from 'react'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'

/** The server has the last word on what a good password is; this much is known here. */
const PASSWORD_LENGTH = 12

type Props = ComponentProps<'input'> & { label?: string; isNew?: boolean }

/** A password, which can be looked at while it is typed. */
export function PasswordField({ label = 'Password', isNew = false, ...input }: Props) {
  const [isShown, show] = useState(false)
  const rules = isNew
    ? { autoComplete: 'new-password', minLength: PASSWORD_LENGTH }
    : { autoComplete: 'current-password' }
  return (
    <Field
      label={label}
      hint={isNew ? `At least ${PASSWORD_LENGTH} characters; a few words in a row are good.` : undefined}
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
            aria-label={`Show ${label.toLowerCase()}`}
            onClick={() => show(!isShown)}
          >
            {isShown ? 'Hide' : 'Show'}
          </Button>
        </div>
      )}
    </Field>
  )
}
