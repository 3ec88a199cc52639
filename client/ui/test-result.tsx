import { t } from '#client/language/shared.ts'
import { Said } from '#client/ui/said.tsx'

type Props = {
  ok: boolean
  /** What was found, or what is wrong, as the service says it. */
  sentences: readonly string[]
  /** What to do. */
  step: string | null
}

/** What a test came to: what was found, or what is wrong and what to do. */
export function TestResult({ ok, sentences, step }: Props) {
  return (
    <div className={ok ? 'test-result ok' : 'test-result'} role="status">
      <p>
        <strong>{ok ? t('It works.') : t('It does not work yet.')}</strong>
        {sentences.map((sentence) => (
          <span key={sentence}>
            {' '}
            <Said>{sentence}</Said>
          </span>
        ))}
      </p>
      {step && (
        <p className="meta">
          <Said>{step}</Said>
        </p>
      )}
    </div>
  )
}
