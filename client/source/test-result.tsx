import type { SourceTestJson } from '#api/contract/source.ts'
import { t } from '#client/source/words.ts'

/** What a test came to: what was found, or what is wrong and what to do. */
export function TestResult({ result: { ok, says, step } }: { result: SourceTestJson }) {
  return (
    <div className={ok ? 'test-result ok' : 'test-result'} role="status">
      <p>
        <strong>{ok ? t('It works.') : t('It does not work yet.')}</strong> {says}
      </p>
      {step && <p className="meta">{step}</p>}
    </div>
  )
}
