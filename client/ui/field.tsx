import { type ComponentProps, type ReactNode, useId } from 'react'
import { t } from '#client/language/shared.ts'

type FieldProps = { label: string; hint?: ReactNode; error?: string | null; optional?: boolean }

/** A label over its control, with a hint and, where something is wrong, what to do. */
export function Field({
  label,
  hint,
  error = null,
  optional = false,
  children,
}: FieldProps & {
  children: (props: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}) {
  const id = useId()
  const told = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> {t('(if you like)')}</span>}
      </label>
      {children({
        id,
        ...(told ? { 'aria-describedby': told } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

/** A line of text with its label. */
export function TextField({ label, hint, error, optional, ...input }: FieldProps & ComponentProps<'input'>) {
  return (
    <Field
      label={label}
      hint={hint}
      {...(error === undefined ? {} : { error })}
      {...(optional ? { optional } : {})}
    >
      {(props) => <input className="input" {...input} {...props} />}
    </Field>
  )
}

/** A choice from a list with its label. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  ...select
}: FieldProps & ComponentProps<'select'>) {
  return (
    <Field
      label={label}
      hint={hint}
      {...(error === undefined ? {} : { error })}
      {...(optional ? { optional } : {})}
    >
      {(props) => <select className="input select" {...select} {...props} />}
    </Field>
  )
}

/** Something that is on or off. */
export function CheckField({ label, hint, ...input }: FieldProps & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="check">
      <input type="checkbox" id={id} {...input} {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
