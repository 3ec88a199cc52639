import { Field, TextField } from '#client/ui/field.tsx'

type Props = {
  kind: string
  /** The settings of a source that is there, without the secret ones. */
  known?: Record<string, unknown> | null
}

/** What a source must be told, by its kind. */
export function ConnectionFields({ kind, known = null }: Props) {
  const isNew = known === null
  if (kind === 'lnd')
    return (
      <>
        <TextField
          label="Address"
          name="address"
          placeholder="mynode.local:10009"
          defaultValue={typeof known?.address === 'string' ? known.address : ''}
          required={isNew}
          autoComplete="off"
          spellCheck={false}
          hint="Host and port of LND’s gRPC, 10009 as a rule"
        />
        <LongField
          label="Macaroon"
          name="macaroon"
          required={isNew}
          hint={isNew ? 'As hex or base64' : 'Leave it blank to keep the one that is stored.'}
        />
        <LongField
          label="Certificate"
          name="certificate"
          optional
          hint={
            isNew
              ? 'The text of tls.cert. Leave it out only where the node’s certificate is one that browsers trust.'
              : 'Leave it blank to keep the one that is stored.'
          }
        />
      </>
    )
  return (
    <LongField
      label="Connection secret"
      name="connection"
      required={isNew}
      hint={
        isNew
          ? 'All of it; it begins with nostr+walletconnect://'
          : 'Leave it blank to keep the one that is stored.'
      }
    />
  )
}

function LongField({
  label,
  name,
  hint,
  required = false,
  optional = false,
}: {
  label: string
  name: string
  hint: string
  required?: boolean
  optional?: boolean
}) {
  return (
    <Field label={label} hint={hint} optional={optional}>
      {(props) => (
        <textarea
          className="input mono"
          name={name}
          rows={3}
          required={required}
          autoComplete="off"
          spellCheck={false}
          {...props}
        />
      )}
    </Field>
  )
}
