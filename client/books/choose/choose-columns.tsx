import { COLUMNS } from '#client/books/choose/column-help.tsx'
import type { Choices, Choose } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField } from '#client/ui/field.tsx'

/** Those that only the file for Excel has. */
const OF_EXCEL = ['fee_sats', 'claimed_sats']
const NAMES = COLUMNS.flatMap(([names]) => names.split(', ')).filter((name) => !OF_EXCEL.includes(name))

/** Which columns the file has; it is kept in the address, so that a bookmark makes the same file each month. */
export function ChooseColumns({ choices, choose }: { choices: Choices; choose: Choose }) {
  const chosen = choices.columns?.split(',') ?? []
  const toggle = (name: string, isOn: boolean) => {
    const next = isOn ? [...chosen, name] : chosen.filter((one) => one !== name)
    choose({ columns: next.join(',') })
  }
  return (
    <details className="fold" open={chosen.length > 0}>
      <summary>
        {chosen.length === 0 ? t('All columns') : t('Columns: {chosen}', { chosen: chosen.join(', ') })}
      </summary>
      <p className="hint">
        {t(
          'Choose some, and the file has them in the order in which you chose. A bookmark of this page keeps them.',
        )}
      </p>
      <div className="books-fields">
        {NAMES.map((name) => (
          <CheckField
            key={name}
            label={name}
            checked={chosen.includes(name)}
            onChange={({ target }) => toggle(name, target.checked)}
          />
        ))}
      </div>
      {chosen.length > 0 && (
        <Button kind="quiet" onClick={() => choose({ columns: '' })}>
          {t('All columns again')}
        </Button>
      )}
    </details>
  )
}
