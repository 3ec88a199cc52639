import { useState } from 'react'
import { t } from '#client/books/words.ts'
import { withParams } from '#client/lib/request.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'

/** Where this browser keeps whose name and address statements bear. */
export const ISSUER = 'readout.statement.issuer'
const MOST = 500

/** The statement as a PDF, after asking once whose name and address its head bears; this browser remembers it. */
export function PdfLink({ receipts }: { receipts: Record<string, string> }) {
  const [isAsking, ask] = useState(false)
  const [issuer, setIssuer] = useState(() => localStorage.getItem(ISSUER) ?? '')
  return (
    <>
      <Button onClick={() => ask(true)}>{t('PDF…')}</Button>
      {isAsking && (
        <Dialog title={t('The statement as a PDF')} onClose={() => ask(false)}>
          <Field
            label={t('Your name and address, for its head')}
            optional
            hint={t('A line each. It is kept in this browser alone.')}
          >
            {(props) => (
              <textarea
                className="input"
                rows={4}
                maxLength={MOST}
                value={issuer}
                onChange={({ target }) => {
                  setIssuer(target.value)
                  localStorage.setItem(ISSUER, target.value)
                }}
                {...props}
              />
            )}
          </Field>
          <p className="hint">
            {t('A month that is closed is written as it was closed; any other is a draft.')}
          </p>
          <div className="actions">
            <a
              className="button primary"
              href={withParams('/api/v1/statements/statement.pdf', { ...receipts, issuer: issuer.trim() })}
              target="_blank"
              rel="noreferrer"
              onClick={() => ask(false)}
            >
              {t('Open it')}
            </a>
          </div>
        </Dialog>
      )}
    </>
  )
}
